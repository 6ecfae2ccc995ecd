import { checkFolder } from '../../archive/doctor';
import { settledPath } from '../main';
import type { HealthCheck, House } from '../house';

const lateMs = 300_000;

/** What an administrator must know: stores, queue, sources, rules, notifications, browser. Each says what is wrong. */
export async function checkHouse(house: House, parts: { hasBrowser: boolean }): Promise<HealthCheck[]> {
  const now = house.now().toISOString();
  const [stores, depth, health, rules, outbox] = await Promise.all([
    checkFolder(settledPath(house.settings.dataFolder)),
    house.archive.jobs.depth(now),
    house.archive.crawl.allHealth(),
    house.rules.list(),
    house.archive.outbox.counts(),
  ]);
  const late = depth.filter((row) => row.oldestMs > lateMs);
  const failed = depth.reduce((sum, row) => sum + row.failed, 0);
  const failing = health.filter((one) => one.state === 'failing');
  const disabled = rules.items.filter((rule) => rule.state === 'disabled');
  const check = (name: string, problem: string | false, fine: string): HealthCheck => ({
    name,
    status: problem === false ? 'ok' : 'degraded',
    message: problem === false ? fine : problem,
  });
  return [
    ...stores,
    check(
      'queue',
      late.length > 0 && `积压超过 5 分钟：${late.map((row) => `${row.stage} ${row.queued}`).join('，')}`,
      `等待 ${depth.reduce((sum, row) => sum + row.queued, 0)}，已放弃 ${failed}`,
    ),
    check(
      'sources',
      failing.length > 0 && `${failing.length} 个信源连续失败：${failing.map((one) => one.sourceId).join('，')}`,
      `${health.length} 个信源正常或等待`,
    ),
    check(
      'rules',
      (disabled.length > 0 || rules.faults.length > 0) &&
        `${disabled.length} 条停用，${rules.faults.length} 处文件错误`,
      `${rules.items.length} 条生效`,
    ),
    check('notifications', outbox.dead > 0 && `${outbox.dead} 条推送失败`, `等待 ${outbox.waiting}`),
    check('browser', !parts.hasBrowser && '没有浏览器，无法截图', '可用'),
  ];
}
