import { framePage, frameWords } from '../layout';
import { markup, scriptJson, type Markup, type MarkupPart } from '../markup';
import type { SamplePage } from '../page-library';
import { SeededRandom } from '../seeded-random';
import { type Answer, htmlAnswer, pageOf, type Visit } from '../site';
import type { Shop } from '../site-profiles';

const pageSize = 40;

/** The price as shops write it, two decimals. */
export function priceText(page: SamplePage): string {
  return (page.draft.price ?? 0).toFixed(2);
}

/** schema.org Product of a listing, the way shop software embeds it. */
export function productJsonLd(page: SamplePage, visit: Visit): Markup {
  const { draft } = page;
  return markup`<script type="application/ld+json">${scriptJson({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: draft.title,
    sku: String(draft.number),
    description: draft.paragraphs[0] ?? draft.title,
    offers: {
      '@type': 'Offer',
      url: visit.origin + page.path,
      price: priceText(page),
      priceCurrency: 'CNY',
      availability: 'https://schema.org/InStock',
      seller: { '@type': 'Organization', name: draft.shop?.name ?? visit.profile.name },
    },
  })}</script>`;
}

function card(page: SamplePage): Markup {
  const sold = new SeededRandom(page.path).integer(3, 4000);
  return markup`<li class="item"><a class="pic" href="${page.path}"></a><span class="price"><small>¥</small>${priceText(page)}</span><span class="sold">${sold}人付款</span>
<div class="gtitle"><a href="${page.path}">${page.draft.title}</a></div><div class="gshop"><a href="/${page.draft.site.id}/shop/${page.draft.shop?.id ?? '0'}/">${page.draft.shop?.name ?? '个人卖家'}</a></div></li>\n`;
}

function numberedLinks(base: string, number: number, last: number): Markup {
  const numbers = Array.from({ length: Math.min(last, 10) }, (_, index) => index + 1);
  return markup`<div class="pager">${numbers.map((one) =>
    one === number ? markup`<span class="on">${one}</span>` : markup`<a href="${base}page=${one}">${one}</a>`,
  )}</div>`;
}

interface Shelf {
  title: string;
  above: MarkupPart;
  pages: readonly SamplePage[];
  /** Address up to the page number, ending in `?` or `&`. */
  base: string;
}

function shelfPage(visit: Visit, shelf: Shelf): Answer {
  const number = Number(/^\d{1,4}$/u.exec(visit.query.get('page') ?? '')?.[0] ?? '1');
  const { items, last } = pageOf(shelf.pages, number, pageSize);
  const body = markup`${shelf.above}<div class="filters">${frameWords('market-filters').map((word) => markup`<span>${word}</span>`)}</div>
<ul class="goods">${items.map(card)}</ul>${numberedLinks(shelf.base, number, last)}`;
  return htmlAnswer(framePage(visit, { title: shelf.title, body, style: 'shop' }), items);
}

/** The licence line of a shop; a shop without a licence shows nothing at all. */
export function licenceLine(shop: Shop | undefined): Markup {
  if (shop?.licence === undefined) return markup``;
  return markup`<div class="licence">《药品经营许可证》编号：${shop.licence}&emsp;《互联网药品信息服务资格证书》编号：(浙)-非经营性-2025-0000&emsp;统一社会信用代码：00000000MA00000000</div>`;
}

/** The addresses a shop site has: front, `/list/<channel>/`, `/search?q=`, `/shop/<id>/`. */
export function goodsAnswer(visit: Visit): Answer | undefined {
  const { profile, library, shops } = visit;
  const [, site, section, id] = visit.path.split('/');
  if (section === '' || section === 'list') {
    const pages = library.list({ site: profile.id });
    return shelfPage(visit, { title: '全部商品', above: '', pages, base: `/${profile.id}/?` });
  }
  if (section === 'search') {
    const words = visit.query.get('q') ?? visit.query.get('keyword') ?? '';
    const above = markup`<p>搜索“${words}”</p>`;
    const base = `/${profile.id}/search?q=${encodeURIComponent(words)}&`;
    return shelfPage(visit, { title: words, above, pages: library.list({ site: profile.id, words }), base });
  }
  const shop = section === 'shop' ? shops.find((one) => one.id === id && one.site === site) : undefined;
  if (shop === undefined) return undefined;
  const above = markup`<div class="detail"><h1 class="shop-name">${shop.name}</h1>${licenceLine(shop)}</div>`;
  const pages = library.list({ site: profile.id, shop: shop.id });
  return shelfPage(visit, { title: shop.name, above, pages, base: `/${profile.id}/shop/${shop.id}/?` });
}

/** The parameter list and the reviews below a listing. */
export function goodsDetails(page: SamplePage): Markup {
  const random = new SeededRandom(page.path);
  const { draft } = page;
  return markup`<div class="params"><ul>${draft.attributes.map(([name, value]) => markup`<li>${name}：${value}</li>`)}</ul></div>
<div class="desc"><div class="tabs"><span>商品详情</span><span>累计评价 ${draft.comments.length}</span></div>
${draft.paragraphs.map((text) => markup`<p>${text}</p>\n`)}</div>
<div class="desc reviews">${draft.comments.map(
    (comment) =>
      markup`<div class="review"><b>样***${random.integer(10, 99)}</b> <span class="stars">★★★★★</span><p>${comment}</p></div>`,
  )}</div>`;
}
