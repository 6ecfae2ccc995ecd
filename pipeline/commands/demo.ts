import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { addUser } from '../../access/administer-users';
import { dataFile } from '../../config/project-root';
import { organisation, role, user } from '../../contracts/user';
import { startSampleWeb } from '../../demo/sample-web';
import { createLog } from '../log';
import { openHouse } from '../open-house';
import type { House } from '../house';
import { readSettings, startService } from '../main';
import { say } from './command';
import { untilStopped } from './start';
import { writeSampleSources } from './sample-sources';

const officersFile = z.object({
  organisations: z.array(organisation),
  officers: z.array(
    z
      .object({
        username: user.shape.username,
        name: z.string(),
        role,
        organisationId: z.string(),
        password: z.string(),
      })
      .loose(),
  ),
});

/** Adds the sample organisations and officers that are not there yet; gives all of them with their passwords. */
export async function addSampleOfficers(house: House): Promise<z.infer<typeof officersFile>['officers']> {
  const { organisations, officers } = officersFile.parse(parse(readFileSync(dataFile('demo/officers.yaml'), 'utf8')));
  const { store } = house.access;
  for (const one of organisations) await store.putOrganisation(one);
  for (const officer of officers) {
    if (await store.userByName(officer.username)) continue;
    const { username, name, role: as, organisationId, password } = officer;
    await addUser(store, { username, name, role: as, organisationId, password }, house.now().toISOString());
  }
  return officers;
}

interface DemoOptions {
  readonly port?: string;
  readonly samplePort: string;
  readonly seed: string;
  readonly data?: string;
  readonly rate?: string;
}

async function demo(options: DemoOptions): Promise<void> {
  const dataFolder = options.data === undefined ? mkdtempSync(join(tmpdir(), 'yaoshao-demo-')) : resolve(options.data);
  const settings = readSettings({
    overrides: {
      dataFolder,
      rules: { folders: ['config/rules', 'demo/rules'] },
      ...(options.port === undefined ? {} : { http: { port: Number(options.port) } }),
    },
  });
  const pace = options.rate === undefined ? {} : { pace: { perSecond: Number(options.rate) } };
  const web = await startSampleWeb({ port: Number(options.samplePort), seed: options.seed, stock: 40, ...pace });
  for (const warning of web.warnings) say(warning);
  const sourceFiles = [writeSampleSources(web.baseUrl, dataFolder)];
  const house = await openHouse({
    settings,
    log: createLog(settings.logLevel === 'info' ? 'warn' : settings.logLevel),
    sourceFiles,
  });
  const officers = await addSampleOfficers(house);
  const service = await startService(house);
  say(`\n药哨演示 / demo console: ${service.url}`);
  say(`示例网络 / sample web:      ${web.baseUrl}\n`);
  say('示例人员（均为虚构）/ sample officers (all invented):');
  for (const officer of officers)
    say(`  ${officer.role.padEnd(9)} ${officer.username.padEnd(12)} ${officer.password.padEnd(18)} ${officer.name}`);
  say('\nCtrl-C 结束 / stops it.');
  await untilStopped(service);
  await web.close();
  if (options.data === undefined) rmSync(dataFolder, { recursive: true, force: true });
}

/** `yaoshao demo`: the whole product on the sample web; its data is thrown away unless `--data` names a folder. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('以示例网络运行 / run with the sample web and sample officers')
    .option('--port <port>', '控制台端口 / console port (4000)')
    .option('--sample-port <port>', '示例网络端口 / port of the sample web', '4100')
    .option('--seed <seed>', '随机种子 / seed of the sample web', 'demo')
    .option('--rate <pages>', '每秒发布页数 / pages published a second')
    .option('--data <folder>', '保留数据的文件夹 / folder in which data is kept')
    .action(demo);
}
