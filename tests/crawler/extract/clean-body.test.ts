import { isBoilerplateLine, nameHint, nameParts, opensOtherSection } from '../../../crawler/extract/boilerplate';
import { chooseBody } from '../../../crawler/extract/choose-body';
import { cleanBody } from '../../../crawler/extract/clean-body';
import { siteLessTitle, siteNameIn } from '../../../crawler/extract/document-title';
import { limitNesting } from '../../../crawler/extract/limit-nesting';
import { openPage } from '../../../crawler/extract/open-page';
import { countUnits, readBlocks } from '../../../crawler/extract/page-blocks';

const prose = (n: number): string => `<p>第${n}段正文讲了一件事情，说得很清楚，读者一看就能够明白。</p>`;
const article = [1, 2, 3, 4, 5].map(prose).join('');

function bodyOf(html: string, title = ''): string[] {
  const { top } = openPage(html, null);
  const blocks = readBlocks(top);
  const chosen = chooseBody(top, blocks);
  return chosen === null ? [] : cleanBody(chosen, blocks, title).map(({ text }) => text.slice(0, 4));
}

const expected = ['第1段正', '第2段正', '第3段正', '第4段正', '第5段正'];

describe('the body of an article', () => {
  test.each([
    ['alone', article],
    [
      'beside a sidebar',
      `<div>${article}</div><div class="sidebar"><p>别的文章摘要，写了不少的字，也有标点符号。</p></div>`,
    ],
    [
      'above teasers',
      `<div>${article}</div><ul>${[1, 2, 3].map((n) => `<li><a href="/${n}">另一篇文章的标题</a><p>另一篇文章的摘要，说了别的事。</p></li>`).join('')}</ul>`,
    ],
    [
      'above comments',
      `<div>${article}</div><div class="comment-box"><p>网友说了一句话，很长很长的一句话，表示同意。</p></div>`,
    ],
    ['with credits', `<div><p>来源：某报 作者：某人</p>${article}<p>责任编辑：某某</p><p>（责编：甲、乙）</p></div>`],
    [
      'with a caption',
      `<div>${article}<p align="center"><img src="a.jpg"></p><p align="center">会议现场的照片</p></div>`,
    ],
    [
      'with a list of related links inside',
      `<div>${article}<div><strong>相关阅读</strong><p><a href="/1">某一篇文章</a></p></div></div>`,
    ],
    ['with its title repeated', `<div><p>标题在这里</p>${article}</div>`],
    ['hidden parts left out', `<div>${article}<p style="display:none">看不见的一段文字，说了一些别的事情。</p></div>`],
    ['in a part whose name speaks against it', `<div class="comment-page">${article}</div>`],
    [
      'in two sections around an advertisement',
      `<div>${prose(1)}${prose(2)}<div class="ad-box"><p>买一送一，快来选购，错过今天再等一年。</p></div>${[3, 4, 5].map(prose).join('')}</div>`,
    ],
  ])('%s', (_name, html) => expect(bodyOf(`<body>${html}</body>`, '标题在这里')).toEqual(expected));
});

describe('boilerplate', () => {
  test.each([
    '责任编辑：王某',
    '（原标题：某某）',
    '来源：某某网',
    '免责声明：本文仅代表作者',
    '图/视觉某某',
    '未经授权不得转载',
    'Advertisement',
    'By Jane Doe',
  ])('%s is no part of an article', (line) => expect(isBoilerplateLine(line, countUnits(line))).toBe(true));
  test.each([
    '编辑部里坐着三个人。',
    '来源于自然的物质也可能有毒，需要谨慎。',
    '他说：“图什么呢？”',
    'By the time he arrived, the shop had closed for good.',
    '一、工作要求',
  ])('%s is', (line) => expect(isBoilerplateLine(line, countUnits(line))).toBe(false));
  test.each([
    ['相关阅读', true],
    ['延伸阅读：', true],
    ['Related stories', true],
    ['为你推荐', true],
    ['推荐药品目录的说明如下', false],
    ['相关部门负责人说', false],
  ])('%s opens another section: %s', (line, opens) => expect(opensOtherSection(line)).toBe(opens));
  test('names are cut into words', () =>
    expect(nameParts('relatedPosts_box-2 Side')).toEqual(['related', 'posts', 'box', 'side']));
  test.each([
    ['<nav>', 'never'],
    ['<div class="comment-list">', 'never'],
    ['<div class="post-meta">', 'seldom'],
    ['<article class="comments">', null],
    ['<div>', null],
  ])('%s is %s', (tag, hint) => expect(nameHint(openPage(tag, null).top.children[0] as never)).toBe(hint));
});

describe('document titles', () => {
  test.each([
    ['标题在这里_频道_某网', '标题在这里', '某网'],
    ['标题在这里-某某新闻网', '标题在这里', '某某新闻网'],
    ['A headline of some words | The Site', 'A headline of some words', 'The Site'],
    ['标题：甲-乙两地对比的研究', '标题：甲-乙两地对比的研究', null],
    ['没有站名的标题', '没有站名的标题', null],
  ])('%s', (title, bare, site) => {
    expect(siteLessTitle(title)).toBe(bare);
    expect(siteNameIn(title)).toBe(site);
  });
});

describe('limitNesting', () => {
  test('leaves a usual page as it is', () => {
    const html = '<div><p>a<p>b<img src=x><br></div>'.repeat(500);
    expect(limitNesting(html)).toBe(html);
  });
  test('drops the deepest tags, keeps their text and what follows', () => {
    const html = `${'<div>'.repeat(5000)}深${'</div>'.repeat(5000)}<p>后</p>`;
    const limited = limitNesting(html);
    expect(limited.match(/<div>/gu)).toHaveLength(240);
    expect(limited.match(/<\/div>/gu)).toHaveLength(240);
    expect(limited).toMatch(/深[^]*<p>后<\/p>$/u);
  });
});
