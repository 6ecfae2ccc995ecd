import type { StageFailure } from '../../contracts/failure';
import type { SourceDocument } from '../../contracts/page';
import { systemCapturer } from '../../crawler/capture';
import { adHocSource, crawlOnce } from '../../crawler/crawl-once';
import { createFetcher, type Fetcher } from '../../crawler/fetch-page';
import { createVisitor } from '../../crawler/visit-source';
import { Web } from '../../crawler/web';
import { MemoryFiles, startLocalWeb, testSettings, testSource, type LocalWeb } from './local-web';

const page = (n: number) =>
  `<html><head><title>样例第${n}篇新闻标题</title></head><body><h1>样例第${n}篇新闻标题</h1><div class="article"><p>${'这是一段自写的样例正文，讲药店要凭处方销售处方药。'.repeat(3)}</p><p>第${n}篇的第二段，提醒大家按说明书用药，保存购药凭证。</p></div></body></html>`;
const noStore = {
  health: () => Promise.resolve(undefined),
  visits: () => Promise.resolve([]),
  seen: () => Promise.resolve(undefined),
};

describe('crawling once, without a store', () => {
  let site: LocalWeb;
  let web: Web;
  let fetcher: Fetcher;
  const files = new MemoryFiles();
  const failures: [string, string][] = [];
  const onFailure = (failure: StageFailure, url: string) => void failures.push([failure.reason, new URL(url).pathname]);

  beforeAll(async () => {
    site = await startLocalWeb();
    const settings = testSettings();
    web = new Web(settings);
    fetcher = createFetcher(settings, { web, files, capturer: systemCapturer() });
    for (let n = 1; n <= 3; n += 1) site.route(`/${n}.html`, page(n));
    site.route(
      '/',
      `<ul class="list">${[1, 2, 3, 4].map((n) => `<li><a href="/${n}.html">样例第${n}篇新闻标题</a></li>`).join('')}</ul>`,
    );
  });
  afterAll(async () => {
    await fetcher.close();
    await web.close();
    await site.close();
  });
  beforeEach(() => void (failures.length = 0));

  const deps = () => ({
    web,
    fetcher,
    files,
    onFailure,
    visitor: createVisitor(testSettings(), { web, store: noStore }),
  });
  async function titles(documents: AsyncGenerator<SourceDocument>): Promise<string[]> {
    const found: string[] = [];
    for await (const { title } of documents) found.push(title);
    return found.sort();
  }
  const all = ['样例第1篇新闻标题', '样例第2篇新闻标题', '样例第3篇新闻标题'];

  it('gives the documents of a source and names the pages that failed', async () => {
    expect(await titles(crawlOnce(testSource({ url: `${site.origin}/` }), deps()))).toEqual(all);
    expect(failures).toEqual([['gone', '/4.html']]);
  });

  it('gives the documents of addresses', async () => {
    const urls = [1, 2, 3].map((n) => `${site.origin}/${n}.html`);
    expect(await titles(crawlOnce({ urls, source: adHocSource(['127.0.0.1']) }, deps()))).toEqual(all);
  });

  it('throws where the source itself fails', async () => {
    const gone = testSource({ url: `${site.origin}/nowhere` });
    await expect(crawlOnce(gone, deps()).next()).rejects.toMatchObject({
      message: expect.stringContaining('gone') as string,
    });
  });
});
