import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { raiseAlert } from '../../alerts/raise-alert';
import { addUser } from '../../access/administer-users';
import { createToken } from '../../access/sign-in';
import type { House } from '../../pipeline/house';
import { createLog } from '../../pipeline/log';
import { readSettings, startService } from '../../pipeline/main';
import { openHouse } from '../../pipeline/open-house';
import { sampleAnalysis, sampleCandidate, sampleDocument } from '../sample-nouns';
import { sharedClockMs, type ClientsOrder, type LiveReport } from './live-clients';

const people = 20;
const cuts = 3;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The real service, with nothing to crawl, in a folder of its own. */
function openQuietHouse(folder: string): Promise<House> {
  const settings = readSettings({
    overrides: {
      dataFolder: folder,
      http: { port: 0 },
      rules: { folders: [] },
      analysis: { readImages: false },
      crawler: { browser: { enabled: false } },
    },
  });
  return openHouse({ settings, log: createLog('error'), sourceFiles: [] });
}

async function addPeople(house: House): Promise<string[]> {
  const { access } = house;
  const organisation = { id: 'org-sample', name: '样例省局', level: 'province' as const, region: '330000' };
  await access.store.putOrganisation({ ...organisation, parentId: null });
  const secrets: string[] = [];
  for (let index = 0; index < people; index += 1) {
    const username = `sample-${index}`;
    const wanted = { username, name: `样例 ${index}`, role: 'monitor' as const, organisationId: 'org-sample' };
    await addUser(access.store, { ...wanted, password: 'Sample-password-1' }, house.now().toISOString());
    const token = await createToken(access, username, null);
    if (token) secrets.push(token.secret);
  }
  return secrets;
}

/** Raises alerts as the stage does, evenly, until it is stopped; keeps when each was ordered. */
function raiser(house: House, perSecond: number): { sentAt: number[]; stop(): Promise<void> } {
  const { archive } = house;
  const sentAt: number[] = [];
  let isStopped = false;
  const raise = (name: string): Promise<unknown> => {
    const document = sampleDocument({ url: `http://sample.invalid/${name}` });
    const candidate = sampleCandidate(name, document, { analysis: sampleAnalysis(document, { cluster: name }) });
    const parts = { alerts: archive.alerts, events: archive.liveEvents };
    return archive.unitOfWork(() => raiseAlert(parts, candidate, house.now().toISOString()));
  };
  const work = async (): Promise<void> => {
    const startedAt = sharedClockMs();
    while (!isStopped) {
      const dueMs = startedAt + (sentAt.length * 1000) / perSecond - sharedClockMs();
      if (dueMs > 0) await pause(dueMs);
      sentAt.push(sharedClockMs());
      await raise(`bench-${sentAt.length}`);
    }
  };
  const working = work();
  return {
    sentAt,
    stop: () => {
      isStopped = true;
      return working;
    },
  };
}

/** The clients' process: one order at a time, each answered. */
function clientsProcess(): { ask(order: ClientsOrder): Promise<unknown>; end(): void } {
  const child: ChildProcess = fork(join(__dirname, 'live-clients.js'));
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        child.once('message', (message: { answer?: unknown; fault?: string }) => {
          if (message.fault === undefined) resolve(message.answer);
          else reject(new Error(message.fault));
        });
        child.send(order);
      }),
    end: () => child.kill(),
  };
}

function written(
  plan: { clients: number; perSecond: number; seconds: number },
  report: LiveReport,
  cpu: number,
): string {
  const ms = (value: number): string => value.toFixed(0);
  return [
    `live: ${plan.clients} clients × ${plan.perSecond} alerts/s × ${plan.seconds} s through the real socket and archive,`,
    `${report.frames} frames, from raising to the client p50 ${ms(report.p50)} p95 ${ms(report.p95)} p99 ${ms(report.p99)} max ${ms(report.max)} ms,`,
    `server ${ms(cpu * 100)} % of a core (raising included);`,
    `cut and resumed ${cuts} times: lost ${report.lost}, repeated ${report.repeated}, out of order ${report.outOfOrder}`,
  ].join(' ');
}

async function measure(
  house: House,
  url: string,
  plan: { clients: number; perSecond: number; seconds: number },
): Promise<string> {
  const secrets = await addPeople(house);
  const clients = clientsProcess();
  try {
    const capacity = plan.perSecond * (plan.seconds + 60);
    await clients.ask({ do: 'open', plan: { url, secrets, clients: plan.clients, capacity } });
    const raising = raiser(house, plan.perSecond);
    await pause(500);
    const used = process.cpuUsage();
    const startedAt = sharedClockMs();
    await pause(plan.seconds * 1000);
    const { user, system } = process.cpuUsage(used);
    const cpu = (user + system) / 1000 / (sharedClockMs() - startedAt);
    // The last ones of the steady part arrive before the first cut.
    const steady = raising.sentAt.length;
    await pause(500);
    for (let cut = 0; cut < cuts; cut += 1) {
      await clients.ask({ do: 'cut' });
      await pause(500);
      await clients.ask({ do: 'resume' });
      await pause(500);
    }
    await raising.stop();
    const report = (await clients.ask({ do: 'report', steady, sentAt: raising.sentAt })) as LiveReport;
    return written(plan, report, cpu);
  } finally {
    clients.end();
  }
}

/** `bench live [clients] [alerts a second] [seconds]`: delivery to many clients, then three cuts with resuming by cursor. */
export async function bench(words: readonly string[]): Promise<string> {
  const [clients = 500, perSecond = 50, seconds = 10] = words.map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'yaoshao-bench-'));
  const house = await openQuietHouse(folder);
  const service = await startService(house);
  try {
    return await measure(house, service.url, { clients, perSecond, seconds });
  } finally {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
