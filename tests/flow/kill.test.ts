import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Archive } from '../../archive/open-archive';
import type { DocumentHit } from '../../contracts/search';
import { startSampleWeb, type SampleWeb } from '../../demo/sample-web';
import { writeSampleSources } from '../../pipeline/commands/sample-sources';
import { compileRules } from '../../rules/matcher';
import { readRuleFolders } from '../../rules/rule-files';
import { toMatchInput } from '../../rules/to-match-input';
import { LiveListener } from './live-listener';
import { openStore, tokenOfMonitor } from './monitor-token';
import { eventually, startProcess, temporaryFolder, type ServiceProcess } from './service-process';

// Kill -9 of the running service at ten random moments while the sample web publishes. Afterwards every page that was
// fetched has exactly one document, no alert is missing or doubled, and a viewer that resumed by cursor heard the log.

jest.setTimeout(300_000);

const kills = 10;
const folder = temporaryFolder();
const data = join(folder.path, 'data');
const rules = join(folder.path, 'rules');
let web: SampleWeb;
let service: ServiceProcess | undefined;

beforeAll(async () => {
  web = await startSampleWeb({
    port: 0,
    seed: 'kill',
    stock: 20,
    crawlDelaySeconds: 0,
    pace: { perSecond: 6, suspectShare: 0.4, faults: false },
  });
  mkdirSync(rules, { recursive: true });
  writeFileSync(
    join(rules, 'any.yaml'),
    'id: any-finding\nname: 任何疑似\nlevel: yellow\nwhen: { finding: { minSeverity: S1 } }\n',
  );
  writeFileSync(
    join(rules, 'price.yaml'),
    'id: priced\nname: 有价格\nlevel: blue\nwhen: { field: { price: { gt: 0 } } }\n',
  );
});
afterAll(async () => {
  await service?.end('SIGKILL');
  await web.close();
  folder.remove();
});

function start(): Promise<ServiceProcess> {
  return startProcess(['start'], /running: (http\S+)/, {
    YAOSHAO_DATA_FOLDER: data,
    YAOSHAO_HTTP_PORT: '0',
    YAOSHAO_LOG_LEVEL: 'error',
    YAOSHAO_RULES_FOLDERS: rules,
    YAOSHAO_SOURCES_FILES: writeSampleSources(web.baseUrl, folder.path),
    YAOSHAO_CRAWLER_BROWSER_ENABLED: 'false',
    YAOSHAO_ANALYSIS_READ_IMAGES: 'false',
  });
}

async function queued(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const waiting = [
    ...text.matchAll(/^yaoshao_queue_jobs\{stage="(?!visit)\w[\w-]*",state="(?:queued|running)"\} (\d+)/gm),
  ];
  return waiting.reduce((sum, match) => sum + Number(match[1]), 0);
}

async function allDocuments(archive: Archive): Promise<DocumentHit[]> {
  const hits: DocumentHit[] = [];
  let cursor: string | undefined;
  do {
    const page = await archive.documentIndex.search({
      filter: {},
      query: null,
      limit: 500,
      sort: 'newest',
      withFacets: false,
      ...(cursor === undefined ? {} : { cursor }),
    });
    hits.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return hits;
}

/** What the rules say of every version of every document, asked anew: `rule document version`. */
async function expectedMatches(archive: Archive, hits: readonly DocumentHit[]): Promise<string[]> {
  const matcher = compileRules((await readRuleFolders([rules])).rules.map(({ rule }) => rule));
  const expected: string[] = [];
  for (const hit of hits) {
    for (const { version } of await archive.documents.versions(hit.id)) {
      const [document, analysis] = [
        await archive.documents.get(hit.id, version),
        await archive.analyses.get(hit.id, version),
      ];
      if (!document || !analysis) throw new Error(`${hit.id} version ${version} was not analysed`);
      for (const { rule } of matcher.match(toMatchInput(document, analysis), Date.now()))
        expected.push(`${rule.id} ${hit.id}`);
    }
  }
  return [...new Set(expected)].sort();
}

test('ten kills lose nothing and double nothing', async () => {
  const listener = new LiveListener(await tokenOfMonitor(data));
  const pauses = fc.sample(fc.integer({ min: 100, max: 1800 }), { numRuns: kills, seed: 20260511 });
  for (const pause of pauses) {
    service = await start();
    await listener.connect(service.url);
    await new Promise((resolve) => setTimeout(resolve, pause));
    await service.end('SIGKILL');
  }
  service = await start();
  await listener.connect(service.url);
  web.pause();
  const { url } = service;
  let calm = 0;
  await eventually(
    'the queue is empty',
    async () => {
      calm = (await queued(url)) === 0 ? calm + 1 : 0;
      return calm > 40 || undefined;
    },
    120_000,
  );
  expect(await service.end('SIGTERM')).toBe(0);
  service = undefined;
  listener.close();

  const archive = await openStore(data);
  const hits = await allDocuments(archive);
  const known = new Map(hits.map((hit) => [new URL(hit.url).pathname, hit]));
  const fetched = web
    .published()
    .filter((page) => web.hits(page.path) > 0 && page.site !== 'slots' && page.site !== 'spa');
  expect(fetched.length).toBeGreaterThan(40);
  expect(fetched.filter((page) => !known.has(page.path)).map((page) => page.path)).toEqual([]);
  expect(new Set(hits.map((hit) => hit.url)).size).toBe(hits.length);

  const alerts = (await archive.alerts.list({}, { limit: 500 })).items;
  const raised: string[] = [];
  let counted = 0;
  for (const { id, count } of alerts) {
    const alert = await archive.alerts.get(id);
    counted += count;
    for (const place of alert?.places ?? []) raised.push(`${alert?.ruleId} ${place.documentId}`);
  }
  expect([...new Set(raised)].sort()).toEqual(await expectedMatches(archive, hits));
  expect(counted).toBeGreaterThanOrEqual(new Set(raised).size);

  const log = (await archive.liveEvents.after(0, 100_000)).filter((event) => event.scope.right === 'alerts');
  expect(listener.resets).toBe(0);
  expect(listener.events.filter((event) => event.type.startsWith('alert.')).map((event) => event.seq)).toEqual(
    log.map((event) => event.seq),
  );
  const raisedEvents = listener.events.filter((event) => event.type === 'alert.raised').map((event) => event.id);
  expect(raisedEvents.sort()).toEqual(alerts.map((alert) => alert.id).sort());
  await archive.close();
});
