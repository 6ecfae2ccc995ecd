import type { Command } from 'commander';
import { resolve } from 'node:path';
import { firstAdministrator } from '../../access/administer-users';
import { createLog } from '../log';
import { openHouse } from '../open-house';
import { readSettings, settledPath, startService, type RunningService } from '../main';
import { CommandFailure, say } from './command';

/** Stops the service once on SIGTERM or SIGINT and resolves when it is down; a second signal ends the process at once. */
export function untilStopped(service: RunningService): Promise<void> {
  return new Promise((resolveStopped) => {
    let isStopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (isStopping) process.exit(signal === 'SIGINT' ? 130 : 143);
      isStopping = true;
      say(`${signal}：正在收尾 / finishing what runs …`);
      service.close().then(resolveStopped, (error: unknown) => {
        say(`收尾失败 / could not finish: ${String(error)}`);
        process.exitCode = 1;
        resolveStopped();
      });
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}

async function start(options: { profile?: string; role: string; config?: string }): Promise<void> {
  if (options.profile === 'cluster' || options.role !== 'all') {
    throw new CommandFailure(
      'cluster 形态与单独角色本版本尚未提供 / the cluster profile and single roles are not in this version',
      2,
    );
  }
  const settings = readSettings({ configFile: options.config === undefined ? undefined : resolve(options.config) });
  const house = await openHouse({
    settings,
    log: createLog(settings.logLevel),
    sourceFiles: settings.sources.files.map(settledPath),
  });
  const admin = await firstAdministrator(house.access.store, house.now().toISOString());
  const service = await startService(house);
  say(`药哨已启动 / running: ${service.url}`);
  if (admin)
    say(
      `首次启动：管理员 ${admin.username}，一次性密码 ${admin.oneTimePassword}（登录后须修改）/ first start: one-time password, must be changed`,
    );
  await untilStopped(service);
}

/** `yaoshao start`: the real service. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('运行服务 / run the service')
    .option('--profile <profile>', 'embedded')
    .option('--role <role>', 'all', 'all')
    .option('--config <file>', '设置文件 / settings file (YAML)')
    .action(start);
}
