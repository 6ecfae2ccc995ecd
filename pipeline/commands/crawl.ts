import { mkdtempSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EvidenceFolder } from '../../archive/embedded/evidence-folder';
import { adHocSource, crawlOnce } from '../../crawler/crawl-once';
import type { Source } from '../../contracts/source';
import { createLog } from '../log';
import { openCrawler } from '../open-crawler';
import { readSettings, settledPath } from '../main';
import { readSources } from '../source-shelf';
import { CommandFailure, put, say } from './command';

interface CrawlOptions {
  readonly sources?: string[];
  readonly allow?: string[];
}

const isAddress = (word: string): boolean => /^https?:\/\//i.test(word);

/** A literal private address that was typed by hand is meant; what it redirects to is not covered. */
function typedAddresses(urls: readonly string[]): string[] {
  const hosts = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).hostname.replaceAll(/[[\]]/g, ''));
  return [
    ...new Set(hosts.flatMap((host) => (isIP(host) > 0 ? [host] : host === 'localhost' ? ['127.0.0.1', '::1'] : []))),
  ];
}

function whatToCrawl(words: readonly string[], options: CrawlOptions): Parameters<typeof crawlOnce>[0] {
  if (words.every(isAddress))
    return { urls: words, source: adHocSource([...typedAddresses(words), ...(options.allow ?? [])]) };
  const [id] = words;
  const files = options.sources ?? readSettings().sources.files.map(settledPath);
  const source = readSources(files).find((one) => one.id === id);
  if (words.length > 1 || source === undefined)
    throw new CommandFailure(`既非网址也非信源编号 / neither an address nor the id of a source: ${words.join(' ')}`, 2);
  return source;
}

/** Nothing is remembered of earlier runs: every page is new. */
const noMemory = {
  health: () => Promise.resolve(undefined),
  visits: () => Promise.resolve([]),
  seen: () => Promise.resolve(undefined),
};

async function crawl(words: readonly string[], options: CrawlOptions): Promise<void> {
  const what = whatToCrawl(words, options);
  const settings = readSettings();
  const folder = mkdtempSync(join(tmpdir(), 'yaoshao-crawl-'));
  const evidenceFiles = await EvidenceFolder.open(folder, () => new Date());
  const shelf = {
    get: (id: string): Source | undefined => ('urls' in what ? what.source : what.id === id ? what : undefined),
  };
  const log = createLog(settings.logLevel === 'debug' ? 'debug' : 'error');
  const crawler = await openCrawler({
    settings,
    archive: { evidenceFiles, crawl: noMemory },
    sources: shelf,
    log,
    now: () => new Date(),
  });
  try {
    const onFailure = (failure: { reason: string; message: string }, url: string): void => {
      say(`${url} ${failure.reason}: ${failure.message}`);
      process.exitCode = 1;
    };
    const parts = {
      web: crawler.web,
      fetcher: crawler.fetcher,
      visitor: crawler.visitor,
      files: evidenceFiles,
      onFailure,
    };
    for await (const document of crawlOnce(what, parts)) await put(JSON.stringify(document));
  } finally {
    await crawler.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `yaoshao crawl <url…|source-id>`: fetches now and prints the documents it made, without keeping them. */
export function addCrawl(program: Command): void {
  program
    .command('crawl <what...>')
    .description('立即采集并打印结果，不入库 / fetch now, print the documents, keep nothing')
    .option('--once', '只采集一次（默认）/ once, as is the default')
    .option('--sources <files...>', '信源文件 / source files')
    .option('--allow <addresses...>', '允许的内网地址 / private addresses that may be reached')
    .action(crawl);
}
