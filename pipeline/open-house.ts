import { AttemptLimiter } from '../access/attempt-limiter';
import { createChannels } from '../alerts/channels/index';
import { LiveHub } from '../alerts/live-hub';
import { openArchive, type Archive } from '../archive/open-archive';
import { compileQuery } from './query-module';
import { createClusterIndex } from '../nlp/duplicates/cluster-index';
import { createKeep } from './keep';
import { createMetrics, type Metrics } from './metrics';
import { createRuleEngine } from '../rules/rule-engine';
import { openCrawler, type Crawler } from './open-crawler';
import { openJudgement, type Judgement } from './open-judgement';
import { openRooms } from './open-rooms';
import { readCatalogue } from './views/catalogue';
import { readSources, SourceScheduler } from './source-shelf';
import { RuleKeeper } from './rule-shelf';
import { searcherOf } from './search-documents';
import { settledPath } from './main';
import { stages } from './stages';
import { StageRunner } from './stage-runner';
import { startUpkeep, type Upkeep } from './upkeep';
import { checkHouse } from './views/health';
import type { House } from './house';
import type { Log } from './log';
import type { Settings } from '../config/schema';

// The one place that introduces the rooms to each other: stores to who needs them, functions to the stages that call
// them. What comes in are settings and source files; what goes out is a house that can be started and stopped.

export interface HousePlan {
  readonly settings: Settings;
  readonly log: Log;
  readonly sourceFiles: readonly string[];
  readonly now?: () => Date;
  /** Analysis and search in this thread: for tests, which have no built worker files. */
  readonly inProcess?: boolean;
}

const stopGraceMs = 10_000;
const stopTimer = (work: () => void, delayMs: number): (() => void) => {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
};

interface Opened {
  readonly plan: HousePlan;
  readonly now: () => Date;
  readonly archive: Archive;
  readonly rules: RuleKeeper;
  readonly sources: SourceScheduler;
  readonly hub: LiveHub;
  readonly metrics: Metrics;
  readonly judgement: Judgement;
  readonly crawler: Crawler;
}

function openHub({ settings, log }: HousePlan, archive: Archive): LiveHub {
  const { flushMs, pingMs, maxBufferedBytes } = settings.live;
  return new LiveHub(archive.liveEvents, {
    flushMs,
    pingMs,
    maxBufferedBytes,
    setTimer: stopTimer,
    onFault: (error) => log.error({ error }, 'live events could not be delivered'),
  });
}

/** The engine, the stages over it, and what keeps them in step: the runner, the reload of rules, the ticking of windows. */
function openFlow(opened: Opened): { runner: StageRunner; upkeep: Upkeep; channels: House['channels'] } {
  const { archive, crawler, judgement, metrics, now, plan, rules, sources } = opened;
  const { settings, log } = plan;
  const channels = createChannels(settings, now);
  const engine = createRuleEngine({ matcher: rules.matcher, state: archive.windows });
  rules.follow(engine);
  const rooms = openRooms({
    archive,
    sources,
    engine,
    metrics,
    analyse: judgement.analyse,
    imageReader: judgement.imageReader,
    ...crawler,
  });
  const keep = createKeep({
    archive,
    channels,
    metrics,
    clusters: createClusterIndex(archive.clusters),
    capturer: crawler.capturer,
    afterFailure: (sourceId, fault) => crawler.afterFailure(sourceId, fault),
    groupingOf: (match) => rules.groupingOf(match),
    readsImages: judgement.imageReader !== undefined,
    takesScreenshots: crawler.screenshotter !== undefined,
  });
  const parts = { queue: archive.jobs, unitOfWork: archive.unitOfWork, metrics, log, now };
  const runner = new StageRunner(
    parts,
    stages(rooms, keep, settings.analysis.workers, () => engine.discard()),
  );
  const upkeep = startUpkeep({
    archive,
    engine,
    channels,
    metrics,
    log,
    now,
    attempts: settings.alerts.webhook.attempts,
    keepDays: settings.live.keepDays,
  });
  return { runner, upkeep, channels };
}

async function openParts(plan: HousePlan, now: () => Date): Promise<Opened> {
  const { settings, log } = plan;
  const sources = readSources(plan.sourceFiles);
  const inProcess = plan.inProcess ?? false;
  const archive = await openArchive({
    dataFolder: settledPath(settings.dataFolder),
    now,
    compileQuery,
    inProcessIndex: inProcess,
  });
  const rules = await RuleKeeper.open({
    folders: settings.rules.folders.map(settledPath),
    reloadEveryMs: settings.rules.reloadEveryMs,
    statistics: archive.statistics,
    log,
    now,
  });
  const hub = openHub(plan, archive);
  const metrics = createMetrics({
    queueDepth: () => archive.jobs.depth(now().toISOString()),
    liveClients: () => hub.clientCount,
  });
  const scheduler = new SourceScheduler({
    sources,
    crawl: archive.crawl,
    queue: archive.jobs,
    unitOfWork: archive.unitOfWork,
    log,
    now,
  });
  const judgement = openJudgement({ settings, archive, inProcess });
  const crawler = await openCrawler({ settings, archive, sources: scheduler, log, now });
  return { plan, now, archive, rules, sources: scheduler, hub, metrics, judgement, crawler };
}

/** Opens stores, rooms, and stages of one process; nothing runs until `start`. Faulty sources or rules stop it here. */
export async function openHouse(plan: HousePlan): Promise<House> {
  const now = plan.now ?? (() => new Date());
  const opened = await openParts(plan, now);
  const { archive, rules, sources, hub, metrics, judgement, crawler } = opened;
  const { runner, upkeep, channels } = openFlow(opened);
  const { settings, log } = plan;
  const house: House = {
    settings,
    archive,
    access: { store: archive.access, settings: settings.access, limiter: new AttemptLimiter(settings.access), now },
    hub,
    rules,
    sources,
    channels,
    metrics,
    log,
    now,
    search: searcherOf(archive.documentIndex),
    catalogue: readCatalogue(),
    health: () => checkHouse(house, { hasBrowser: crawler.screenshotter !== undefined }),
    async start() {
      await hub.start();
      await runner.start();
      sources.start();
      upkeep.start();
    },
    async stop() {
      sources.stop();
      rules.stop();
      upkeep.stop();
      await runner.stop(stopGraceMs);
      hub.stop();
      await crawler.close();
      await judgement.close();
      await archive.close();
    },
  };
  return house;
}
