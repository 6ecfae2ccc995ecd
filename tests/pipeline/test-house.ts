import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttemptLimiter } from '../../access/attempt-limiter';
import { LiveHub } from '../../alerts/live-hub';
import { loadSettings } from '../../config/load';
import type { Settings } from '../../config/schema';
import { source as sourceSchema, type Source } from '../../contracts/source';
import type { House } from '../../pipeline/house';
import { createLog, type Log } from '../../pipeline/log';
import { createMetrics } from '../../pipeline/metrics';
import { RuleKeeper } from '../../pipeline/rule-shelf';
import { searcherOf } from '../../pipeline/search-documents';
import { SourceScheduler } from '../../pipeline/source-shelf';
import { readCatalogue } from '../../pipeline/views/catalogue';
import { checkHouse } from '../../pipeline/views/health';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

export interface TestHouse {
  readonly house: House;
  readonly store: TemporaryArchive;
  readonly rules: RuleKeeper;
  readonly rulesFolder: string;
}

export interface TestHousePlan {
  readonly settings?: Record<string, unknown>;
  readonly sources?: readonly Source[];
  /** Content of the rule files by name. */
  readonly rules?: Readonly<Record<string, string>>;
  readonly log?: Log;
}

export const silentLog = createLog('silent');

/** A source as its file would give it; name only what the test is about. */
export function sampleSource(over: Record<string, unknown> = {}): Source {
  return sourceSchema.parse({
    id: 'sample',
    name: '样例信源',
    kind: 'rss',
    url: 'http://sample.invalid/feed.xml',
    schedule: { every: '10m' },
    ...over,
  });
}

/** A rule file that finds a word; valid by its contract. */
export const ruleText = (id: string, word: string, name = `规则 ${id}`): string =>
  `id: ${id}\nname: ${name}\nlevel: yellow\nwhen:\n  query: '${word}'\n`;

function openSettings(store: TemporaryArchive, over: Record<string, unknown>): Settings {
  return loadSettings({
    files: [],
    environment: {},
    overrides: {
      dataFolder: store.folder,
      logLevel: 'silent',
      consoleFolder: join(store.folder, 'console'),
      http: { port: 0, ...(over['http'] as object | undefined) },
      live: { flushMs: 5, ...(over['live'] as object | undefined) },
      access: { ...(over['access'] as object | undefined) },
    },
  });
}

function openHub(store: TemporaryArchive, settings: Settings): LiveHub {
  const { flushMs, pingMs, maxBufferedBytes } = settings.live;
  return new LiveHub(store.archive.liveEvents, {
    flushMs,
    pingMs,
    maxBufferedBytes,
    setTimer: (work, delayMs) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    onFault: (fault) => {
      throw fault;
    },
  });
}

function writeConsole(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>药哨</title><div id="app"></div>');
  writeFileSync(join(folder, 'assets', 'app.js'), 'export const sample = 1;');
}

/** A house of real parts over a temporary archive, without stages: what HTTP and the live socket need. */
export async function openTestHouse(plan: TestHousePlan = {}): Promise<TestHouse> {
  const store = await temporaryArchive();
  const now = (): Date => new Date(store.time);
  const settings = openSettings(store, plan.settings ?? {});
  const log = plan.log ?? silentLog;
  writeConsole(settings.consoleFolder);
  const rulesFolder = join(store.folder, 'rules');
  mkdirSync(rulesFolder);
  const files = plan.rules ?? { 'sample-rule.yaml': ruleText('sample-rule', '根治') };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(rulesFolder, name), content);
  const { archive } = store;
  const rules = await RuleKeeper.open({
    folders: [rulesFolder],
    reloadEveryMs: 100,
    statistics: archive.statistics,
    log,
    now,
  });
  const hub = openHub(store, settings);
  const metrics = createMetrics({
    queueDepth: () => archive.jobs.depth(now().toISOString()),
    liveClients: () => hub.clientCount,
  });
  const scheduler = { crawl: archive.crawl, queue: archive.jobs, unitOfWork: archive.unitOfWork, log, now };
  const house: House = {
    settings,
    archive,
    access: { store: archive.access, settings: settings.access, limiter: new AttemptLimiter(settings.access), now },
    hub,
    rules,
    sources: new SourceScheduler({ sources: plan.sources ?? [sampleSource()], ...scheduler }),
    channels: [],
    metrics,
    log,
    now,
    search: searcherOf(archive.documentIndex),
    catalogue: readCatalogue(),
    health: () => checkHouse(house, { hasBrowser: true }),
    start: () => hub.start(),
    async stop() {
      rules.stop();
      hub.stop();
      await store.close();
    },
  };
  return { house, store, rules, rulesFolder };
}
