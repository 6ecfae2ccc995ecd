import type { Archive } from '../archive/open-archive';
import { systemCapturer } from '../crawler/capture';
import { createFetcher, type Fetcher } from '../crawler/fetch-page';
import { PageBrowser } from '../crawler/page-browser';
import { createScreenshotter, type Screenshotter } from '../crawler/screenshot';
import { healthAfter } from '../crawler/source-health';
import { createVisitor, type Visitor } from '../crawler/visit-source';
import { Web } from '../crawler/web';
import type { Capturer } from '../contracts/evidence';
import type { Settings } from '../config/schema';
import type { SourceHealth } from '../contracts/source';
import { findBrowser } from './find-browser';
import type { Log } from './log';
import type { SourceShelf } from './house';

/** The crawler room over real parts: one way out, one browser, one fetcher for the whole process. */
export interface Crawler {
  readonly web: Web;
  readonly visitor: Visitor;
  readonly fetcher: Fetcher;
  /** Undefined where no browser is to be had; the log and `doctor` say so. */
  readonly screenshotter: Screenshotter | undefined;
  readonly capturer: Capturer;
  afterFailure(sourceId: string, fault: { reason: string; at: string }): Promise<SourceHealth>;
  close(): Promise<void>;
}

export interface CrawlerPlan {
  readonly settings: Settings;
  readonly archive: {
    readonly crawl: Pick<Archive['crawl'], 'health' | 'visits' | 'seen'>;
    readonly evidenceFiles: Archive['evidenceFiles'];
  };
  readonly sources: Pick<SourceShelf, 'get'>;
  readonly log: Log;
  readonly now: () => Date;
}

async function openBrowser(
  { settings, log }: CrawlerPlan,
  web: Web,
): Promise<{ browser: PageBrowser; version: string } | undefined> {
  const executablePath = settings.crawler.browser.enabled ? findBrowser(settings.browserPath) : undefined;
  if (executablePath === undefined) {
    log.warn('no browser: pages drawn by scripts and screenshots are left out');
    return undefined;
  }
  const browser = new PageBrowser(settings.crawler.browser, { web, executablePath });
  try {
    return { browser, version: await browser.version() };
  } catch (error) {
    log.error(
      { error, executablePath },
      'the browser does not start: pages drawn by scripts and screenshots are left out',
    );
    await browser.close();
    return undefined;
  }
}

/** Health of a source whose visit could not even be carried out. */
function failureJudge({ archive, sources }: CrawlerPlan): Crawler['afterFailure'] {
  return async (sourceId, { reason, at }) => {
    const source = sources.get(sourceId);
    if (source === undefined) throw new Error(`source ${sourceId} is not there`);
    const visit = {
      id: `v_${sourceId}_${at}`,
      sourceId,
      dueAt: at,
      startedAt: at,
      endedAt: at,
      outcome: 'failed' as const,
      reason,
      message: null,
      found: 0,
      queued: 0,
    };
    const previous = await archive.crawl.health(sourceId);
    return healthAfter({ source, previous, visit, visits: [visit], skipped: 0 });
  };
}

/** Opens the crawler; the browser is started once, to learn its version and whether it runs at all. */
export async function openCrawler(plan: CrawlerPlan): Promise<Crawler> {
  const { settings, archive } = plan;
  const web = new Web(settings.crawler);
  const opened = await openBrowser(plan, web);
  const capturer = systemCapturer(opened?.version);
  const browser = opened === undefined ? {} : { browser: opened.browser };
  const files = archive.evidenceFiles;
  const fetcher = createFetcher(settings.crawler, { web, files, capturer, ...browser });
  return {
    web,
    fetcher,
    capturer,
    visitor: createVisitor(settings.crawler, { web, store: archive.crawl, ...browser }),
    screenshotter:
      opened === undefined ? undefined : createScreenshotter({ web, browser: opened.browser, files, capturer }),
    afterFailure: failureJudge(plan),
    async close() {
      await fetcher.close();
      await opened?.browser.close();
      await web.close();
    },
  };
}
