import type { Command } from 'commander';
import { AttemptLimiter } from '../../access/attempt-limiter';
import { createToken } from '../../access/sign-in';
import { right } from '../../contracts/user';
import { readSettings } from '../main';
import { CommandFailure, put } from './command';
import { withArchive } from './user';

function create(options: { user: string; scope?: string }): Promise<void> {
  return withArchive(async (archive) => {
    const unknown = (options.scope ?? '').split(',').filter((name) => name !== '' && !right.safeParse(name).success);
    if (unknown.length > 0)
      throw new CommandFailure(`未知权限 / no such right: ${unknown.join(', ')}; ${right.options.join(', ')}`, 2);
    const { access: settings } = readSettings();
    const parts = { store: archive.access, settings, limiter: new AttemptLimiter(settings), now: () => new Date() };
    const token = await createToken(parts, options.user, options.scope ?? null);
    if (!token) throw new CommandFailure(`没有可用的用户 ${options.user} / no such user`);
    await put(token.secret);
  });
}

/** `yaoshao token create`: a token for another program, printed once. */
export function addToken(program: Command): void {
  program
    .command('token')
    .description('接口令牌 / tokens for other programs')
    .command('create')
    .requiredOption('--user <username>', '用户 / user')
    .option('--scope <rights>', '逗号分隔的权限 / comma-separated rights')
    .action(create);
}
