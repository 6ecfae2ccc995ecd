import { extractPage } from '../../../crawler/extract/extract-page';
import type { ExtractedPage, PageSelectors } from '../../../crawler/extract/extracted-page';
import { savedPage } from './saved-page';

function read(name: string, url = 'http://news.example/ms/1.html', select?: PageSelectors): ExtractedPage {
  const outcome = extractPage({ url, html: savedPage(name), select });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.page;
}

describe('a page of a news portal', () => {
  const page = read('news-portal');

  test('gives the article and nothing around it', () => {
    expect(page.text.split('\n')).toEqual([
      '青禾晚报讯（记者 林小满）昨天起，青禾市的三百家药店门口多了一只绿色的箱子，市民可以把家里过期的药品投进去，由专人统一销毁。',
      '“以前都是随手扔进垃圾桶。”住在东河街道的居民周阿姨说，她这次一共带来了十一盒过期药。',
      '怎样投放',
      '工作人员提醒，投放前要去掉外包装盒，液体药品要拧紧瓶盖，针剂请单独交给店员。',
      '活动将持续到年底，届时会公布回收的总量。',
    ]);
  });

  test('gives title, time, names and addresses', () => {
    expect(page).toMatchObject({
      kind: 'article',
      title: '青禾市开展家庭过期药品回收 三百个网点可投放',
      publishedAt: '2026-05-06T09:15:30+08:00',
      author: '林小满',
      siteName: '青禾新闻网',
      canonicalUrl: 'http://news.example/minsheng/2026/0506/1234.html',
      language: 'zh',
      price: null,
      images: [{ url: 'http://news.example/img/box.jpg', alt: '回收箱' }],
    });
    expect(page.readers.publishedAt).toMatchObject({ reader: 'visible' });
    expect(page.readers.siteName).toEqual({ reader: 'open-graph', confidence: 0.9 });
  });

  test('gives the comments apart from the text', () => {
    expect(page.comments).toEqual([
      {
        author: '小桥流水',
        publishedAt: '2026-05-06T10:01:00+08:00',
        text: '这个活动很好，希望每个小区都有，方便大家。',
      },
      {
        author: '大河向东',
        publishedAt: '2026-05-06T11:20:00+08:00',
        text: '我们村里也需要这样的箱子，药都不知道往哪里扔。',
      },
    ]);
  });
});

test('text without paragraphs, cut by line breaks in a table layout', () => {
  const page = read('bare-breaks');
  expect(page).toMatchObject({ title: '关于规范网络售药行为的提示', publishedAt: '2026-03-09' });
  expect(page.text).toMatch(/^各药品经营者：\n近期发现/u);
  expect(page.text).toMatch(/立即整改。$/u);
  expect(page.text).not.toContain('浏览');
});

test('a listing that declares itself', () => {
  expect(read('listing-declared')).toMatchObject({
    kind: 'listing',
    title: '云朵牌维生素C咀嚼片',
    price: 29.9,
    priceMin: 29.9,
    priceMax: 59.8,
    currency: 'CNY',
    seller: '青鸟大药房旗舰店',
    specification: '100片/瓶',
    sales: 12000,
    approvalNumbers: ['国食健注G20200123'],
  });
});

test('a listing that only shows labels', () => {
  const page = read('listing-labels');
  expect(page).toMatchObject({
    kind: 'listing',
    title: '晨光感冒灵颗粒 10袋装',
    price: 18.5,
    seller: '晨光健康药房',
    sellerLicence: '浙AA5790001',
    specification: '10g*10袋',
    sales: 356,
    approvalNumbers: ['国药准字Z20990001'],
  });
  expect(page.text).toContain('用于感冒引起的头痛发热');
  expect(page.readers.price).toEqual({ reader: 'visible', confidence: 0.75 });
});

test('a thread: the first post is the text, replies are comments', () => {
  const page = read('thread');
  expect(page.kind).toBe('forum');
  expect(page.text).toContain('三天见效，我有点担心');
  expect(page.text).not.toContain('别喝');
  expect(page.comments.map(({ author }) => author)).toEqual(['老药工', '阿布']);
});

test('a list page is told apart from an article and names its next page', () => {
  const html = `<body><ul>${Array.from({ length: 20 }, (_, i) => `<li><a href="/n/${i}">本地新闻标题第${i}条内容</a></li>`).join('')}</ul></body>`;
  const outcome = extractPage({ url: 'http://news.example/list', html });
  expect(outcome).toMatchObject({ ok: true, page: { kind: 'list' } });
  expect(read('news-list').nextPageUrl).toBe('http://news.example/ms/1.html?p=2');
});

describe('selectors of a source', () => {
  test('win over reading', () => {
    const page = read('news-portal', 'http://news.example/', {
      title: 'h3',
      text: '.comment-item p',
      time: '.comment-item .time',
    });
    expect(page).toMatchObject({ title: '怎样投放', publishedAt: '2026-05-06T10:01:00+08:00' });
    expect(page.text).toMatch(/^这个活动很好/u);
    expect(page.readers.text).toEqual({ reader: 'selector', confidence: 1 });
  });

  test.each(['.nothing-here', ':::', ''])('%j finds nothing and falls back', (selector) => {
    expect(read('news-portal', 'http://news.example/', { text: selector }).text).toMatch(/^青禾晚报讯/u);
  });
});

describe('what cannot be read gives a reason', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['white space', ' \n\u3000', 'empty'],
    ['plain text', 'just words', 'not-html'],
    ['JSON', '{"a":1}', 'not-html'],
    ['a page without a body', '<html><head><title>x</title></head></html>', 'no-body'],
    ['a page drawn by script', '<body><div id="app"></div><script>draw("文字")</script></body>', 'no-body'],
    ['a page of nine million characters', `<p>${'x'.repeat(9_000_000)}`, 'too-large'],
  ])('%s → %s', (_name, html, reason) => expect(extractPage({ url: null, html })).toMatchObject({ ok: false, reason }));

  test.each([
    ['a hundred thousand nested parts', `<body>${'<div>'.repeat(100_000)}深处的文字，在这里。`],
    ['fifty thousand paragraphs', '<p>第一段，有文字。'.repeat(50_000)],
    ['thirty thousand links', '<a href="/x">某某新闻标题一二三</a>'.repeat(30_000)],
    ['tags that never close', '<p'.repeat(200_000) + '>x</p>'],
    ['a title of separators', `<title>${'a - '.repeat(100_000)}</title><p>正文，有文字。</p>`],
    ['JSON-LD of brackets', `<script type="application/ld+json">${'['.repeat(100_000)}</script><p>正文。</p>`],
    ['lone surrogates and zero bytes', '<p>\ud800你好\u0000，世界。</p>'],
    [
      'twenty thousand comments',
      '<div class="comment"><b class="user">甲</b>2024-01-01 好的，不错。</div>'.repeat(20_000),
    ],
    ['a broken address', '<base href="http://[bad"><a href="http://[worse">x</a><p>正文，有文字。</p>'],
  ])('%s is survived in seconds', (_name, html) => {
    const started = performance.now();
    expect(typeof extractPage({ url: 'http://a.example/b', html }).ok).toBe('boolean');
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
