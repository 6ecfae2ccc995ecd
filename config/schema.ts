import { z } from 'zod';
import { crawlerSettings } from './crawler-settings';

const text = (description: string) => z.string().meta({ description });
const whole = (description: string) => z.number().int().meta({ description });

const httpSettings = z.strictObject({
  host: text('监听地址 / address to listen on').default('127.0.0.1'),
  port: whole('监听端口，0 表示任选 / port, 0 for any free one').min(0).max(65535).default(4000),
  trustProxy: z.boolean().meta({ description: '位于反向代理之后 / behind a reverse proxy' }).default(false),
  secureCookie: z
    .boolean()
    .meta({ description: '只经 HTTPS 发送会话 Cookie / session cookie only over HTTPS' })
    .default(false),
  bodyLimitBytes: whole('请求体上限（字节）/ largest request body').min(1024).default(1_048_576),
});

const analysisSettings = z.strictObject({
  workers: whole('分析线程数 / analysis worker threads').min(1).max(64).default(1),
  segmenter: z.enum(['node-rs', 'nodejieba']).meta({ description: '分词引擎 / segmenter' }).default('node-rs'),
  readImages: z.boolean().meta({ description: '识别图片文字（OCR）/ read text in pictures' }).default(true),
  deadlineMs: whole('单篇分析时限（毫秒）/ deadline for one document').min(100).default(20_000),
});

const rulesSettings = z.strictObject({
  folders: z.array(z.string()).meta({ description: '规则文件夹 / folders of rule files' }).default(['config/rules']),
  reloadEveryMs: whole('检查规则变更的间隔（毫秒）/ how often rule files are checked').min(100).default(2000),
});

const sourcesSettings = z.strictObject({
  files: z.array(z.string()).meta({ description: '信源文件 / source files' }).default(['config/sources.yaml']),
});

const liveSettings = z.strictObject({
  flushMs: whole('推送合并间隔（毫秒）/ frames are coalesced this long').min(0).max(1000).default(100),
  pingMs: whole('心跳间隔（毫秒）/ ping interval').min(100).default(15_000),
  maxBufferedBytes: whole('慢客户端缓冲上限（字节）/ a slower client is cut').min(65_536).default(4_194_304),
  keepDays: whole('事件保留天数 / days events are kept for resuming').min(1).default(7),
});

const alertsSettings = z.strictObject({
  webhook: z
    .strictObject({
      url: text('告警推送地址，空为不推送 / where alerts are posted, empty for none').default(''),
      secret: z.string().meta({ description: 'HMAC 密钥 / HMAC secret', secret: true }).default(''),
      minLevel: z
        .enum(['red', 'orange', 'yellow', 'blue'])
        .meta({ description: '推送的最低等级 / lowest level that is posted' })
        .default('orange'),
      timeoutMs: whole('推送时限（毫秒）/ deadline of one post').min(100).default(10_000),
      attempts: whole('推送次数上限 / attempts before it is dead').min(1).max(50).default(8),
    })
    .prefault({}),
});

const accessSettings = z.strictObject({
  sessionHours: whole('会话有效小时 / session lifetime').min(1).max(168).default(12),
  idleMinutes: whole('无操作退出分钟 / idle sign-out').min(5).default(240),
  failedAttempts: whole('锁定前允许的失败次数 / failed sign-ins before a pause').min(3).default(8),
  lockMinutes: whole('锁定分钟 / length of the pause').min(1).default(10),
});

/** All settings of the product; each leaf has a default and a description, from which the README's table is generated. */
export const settingsSchema = z.strictObject({
  profile: z.enum(['embedded']).meta({ description: '运行形态 / profile' }).default('embedded'),
  dataFolder: text('数据文件夹 / data folder').default('data'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .meta({ description: '日志级别 / log level' })
    .default('info'),
  browserPath: text('浏览器可执行文件，空为自动查找 / browser executable, empty to search').default(''),
  consoleFolder: text('控制台文件夹 / built console').default('console/dist'),
  http: httpSettings.prefault({}),
  analysis: analysisSettings.prefault({}),
  crawler: crawlerSettings.prefault({}),
  rules: rulesSettings.prefault({}),
  sources: sourcesSettings.prefault({}),
  live: liveSettings.prefault({}),
  alerts: alertsSettings.prefault({}),
  access: accessSettings.prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
