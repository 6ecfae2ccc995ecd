import { z } from 'zod';

const text = (description: string) => z.string().meta({ description });
const whole = (description: string) => z.number().int().meta({ description });

const limits = z.strictObject({
  maxBytes: whole('单页上限（解压后，字节）/ largest page, decoded').min(1024).default(8_388_608),
  maxRatio: whole('解压倍数上限 / largest decompression ratio').min(2).default(100),
  maxHeaderBytes: whole('响应头上限（字节）/ largest response head').min(1024).default(65_536),
  maxRedirects: whole('重定向次数上限 / most redirects').min(0).max(20).default(10),
  connectMs: whole('连接时限（毫秒）/ deadline of connecting').min(10).default(10_000),
  headersMs: whole('响应头时限（毫秒）/ deadline of the response head').min(10).default(20_000),
  totalMs: whole('单页总时限（毫秒）/ deadline of one page').min(10).default(60_000),
  minBytesPerSecond: whole('最低速率（字节/秒）/ slowest acceptable transfer').min(0).default(256),
  minRateAfterMs: whole('多久后检查速率（毫秒）/ when the rate is first judged').min(10).default(10_000),
});

const gate = z.strictObject({
  minDelayMs: whole('每主机最小间隔下限（毫秒）/ least spacing per host').min(0).default(0),
  jitter: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: '间隔随机增量（比例）/ random share added to the spacing' })
    .default(0.1),
  dailyBudget: whole('每主机每日请求上限 / requests per host and day').min(1).default(20_000),
  maxCrawlDelayMs: whole('采纳的 Crawl-delay 上限（毫秒）/ longest Crawl-delay that is followed')
    .min(0)
    .default(60_000),
  maxWaitMs: whole('排队等候上限，超过则稍后再来（毫秒）/ longest wait at the gate before the page is put back')
    .min(0)
    .default(5_000),
  maxHosts: whole('记忆的主机数上限 / hosts that are remembered').min(10).default(50_000),
});

const robots = z.strictObject({
  cacheHours: z
    .number()
    .min(0)
    .max(24)
    .meta({ description: 'robots.txt 缓存小时 / robots.txt is kept this long' })
    .default(12),
  retryMinutes: whole('robots.txt 不可达时的重试分钟 / retry when robots.txt cannot be had').min(1).default(10),
  maxBytes: whole('robots.txt 读取上限（字节）/ robots.txt is read up to here').min(1024).default(512_000),
});

const browser = z.strictObject({
  enabled: z.boolean().meta({ description: '允许使用浏览器渲染 / pages may be rendered' }).default(true),
  tabs: whole('标签页数 / tabs').min(1).max(16).default(2),
  requestsPerPage: whole('单页子请求上限 / sub-requests of one page').min(1).default(200),
  pageMs: whole('渲染时限（毫秒）/ deadline of rendering').min(100).default(30_000),
  settleMs: whole('脚本静止时间（毫秒）/ quiet time after which the page counts as drawn').min(0).default(150),
  maxScreenshotHeight: whole('截图高度上限（像素）/ tallest screenshot').min(720).max(16_000).default(12_000),
  pagesPerTab: whole('标签页重建间隔（页）/ pages before a tab is renewed').min(1).default(200),
  sandbox: z.boolean().meta({ description: '启用浏览器沙箱 / browser sandbox' }).default(false),
});

/** Settings of the crawler: limits of one fetch, politeness, robots.txt, browser, scheduling. */
export const crawlerSettings = z.strictObject({
  userAgent: text('采集程序标识 / user agent').default(
    'Mozilla/5.0 (compatible; YaoshaoBot/0.1; drug regulation monitoring)',
  ),
  robotsAgent: text('robots.txt 中的名称 / name in robots.txt').default('YaoshaoBot'),
  concurrency: whole('同时抓取页数 / pages fetched at a time').min(1).max(256).default(16),
  recheckHours: z
    .number()
    .positive()
    .meta({ description: '已采页面复查间隔（小时）/ pages are checked again' })
    .default(24),
  maxListPages: whole('列表翻页上限 / list pages followed per visit').min(1).max(100).default(3),
  allowAddresses: z
    .array(z.string())
    .meta({ description: '所有信源都可访问的内网地址 / private addresses every source may reach' })
    .default([]),
  limits: limits.prefault({}),
  gate: gate.prefault({}),
  robots: robots.prefault({}),
  browser: browser.prefault({}),
});
export type CrawlerSettings = z.infer<typeof crawlerSettings>;
