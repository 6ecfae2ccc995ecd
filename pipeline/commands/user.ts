import type { Command } from 'commander';
import { addUser as addOne, changeUser } from '../../access/administer-users';
import { openArchive, type Archive } from '../../archive/open-archive';
import { role } from '../../contracts/user';
import { readSettings, settledPath } from '../main';
import { compileQuery } from '../query-module';
import { CommandFailure, put, say } from './command';

/** Opens the archive for one short command and closes it whatever happens. */
export async function withArchive<T>(work: (archive: Archive) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const archive = await openArchive({
    dataFolder: settledPath(settings.dataFolder),
    now: () => new Date(),
    compileQuery,
    inProcessIndex: true,
  });
  try {
    return await work(archive);
  } finally {
    await archive.close();
  }
}

async function audit(archive: Archive, action: string, subject: string): Promise<void> {
  await archive.access.appendAudit({
    at: new Date().toISOString(),
    actorId: null,
    actorName: '命令行',
    action,
    subject,
    outcome: 'done',
    detail: {},
    address: null,
  });
}

function add(username: string, options: { name?: string; role: string; organisation?: string }): Promise<void> {
  return withArchive(async (archive) => {
    const wanted = role.safeParse(options.role);
    if (!wanted.success) throw new CommandFailure(`角色应为 / role: ${role.options.join(', ')}`, 2);
    const [first] = await archive.access.organisations();
    const organisationId = options.organisation ?? first?.id;
    if (organisationId === undefined)
      throw new CommandFailure('还没有机构，请先启动一次服务 / no organisation yet: start the service once');
    const added = await archive.unitOfWork(async () => {
      const outcome = await addOne(
        archive.access,
        { username, name: options.name ?? username, role: wanted.data, organisationId },
        new Date().toISOString(),
      );
      if (!('refused' in outcome)) await audit(archive, 'user.create', username);
      return outcome;
    });
    if ('refused' in added) throw new CommandFailure(`未能添加 ${username} / not added: ${added.refused}`);
    await put(added.oneTimePassword);
    say('一次性密码如上，首次登录须修改 / the one-time password is above; it must be changed at first sign-in');
  });
}

function change(username: string, what: 'reset' | 'disable'): Promise<void> {
  return withArchive(async (archive) => {
    const user = await archive.access.userByName(username);
    if (!user) throw new CommandFailure(`没有用户 ${username} / no such user`);
    const outcome = await archive.unitOfWork(async () => {
      const changed = await changeUser(archive.access, {
        id: user.id,
        change: what === 'reset' ? { resetPassword: true } : { disabled: true },
      });
      if (!('refused' in changed)) await audit(archive, `user.${what}`, username);
      return changed;
    });
    if ('refused' in outcome) throw new CommandFailure(`未能修改 / not changed: ${outcome.refused}`);
    if (outcome.oneTimePassword !== null) await put(outcome.oneTimePassword);
    else say(`已停用 ${username} / disabled`);
  });
}

/** `yaoshao user add|reset|disable`. */
export function addUser(program: Command): void {
  const user = program.command('user').description('用户 / users');
  user
    .command('add <username>')
    .description('新增用户，打印一次性密码 / add a user, print the one-time password')
    .requiredOption('--role <role>', role.options.join(' | '))
    .option('--name <name>', '姓名 / name')
    .option('--organisation <id>', '机构编号 / organisation id')
    .action(add);
  user
    .command('reset <username>')
    .description('重置密码 / reset the password')
    .action((username: string) => change(username, 'reset'));
  user
    .command('disable <username>')
    .description('停用 / disable')
    .action((username: string) => change(username, 'disable'));
}
