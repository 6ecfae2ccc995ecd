import { addUser } from '../../access/administer-users';
import { AttemptLimiter } from '../../access/attempt-limiter';
import { createToken } from '../../access/sign-in';
import { openArchive, type Archive } from '../../archive/open-archive';
import { compileQuery } from '../../pipeline/query-module';

/** Opens a store that no service holds, with its search in this thread. */
export function openStore(dataFolder: string): Promise<Archive> {
  return openArchive({ dataFolder, now: () => new Date(), compileQuery, inProcessIndex: true });
}

/** Puts an organisation and a monitoring officer into a new store and gives a token of hers. */
export async function tokenOfMonitor(dataFolder: string): Promise<string> {
  const archive = await openStore(dataFolder);
  await archive.access.putOrganisation({
    id: 'org',
    name: '样例局',
    level: 'province',
    region: '000000',
    parentId: null,
  });
  const officer = {
    username: 'jia',
    name: '甲',
    role: 'monitor' as const,
    organisationId: 'org',
    password: 'sample-pass-1',
  };
  await addUser(archive.access, officer, new Date().toISOString());
  const parts = {
    store: archive.access,
    settings: { sessionHours: 1, idleMinutes: 60 },
    limiter: new AttemptLimiter({ failedAttempts: 3, lockMinutes: 1 }),
    now: () => new Date(),
  };
  const token = await createToken(parts, officer.username, null);
  await archive.close();
  return token?.secret ?? '';
}
