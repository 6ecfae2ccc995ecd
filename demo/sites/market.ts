import { framePage } from '../layout';
import { markup } from '../markup';
import type { Site } from '../site';
import { goodsAnswer, goodsDetails, licenceLine, priceText, productJsonLd } from './goods';

/** A marketplace of many small shops: every other listing has no JSON-LD, some shops have no licence. */
export const marketSite: Site = {
  id: 'market',
  pathOf: (draft) => `/market/item/${600000 + draft.number}.html`,
  render: (page, visit) =>
    framePage(visit, {
      title: page.draft.title,
      style: 'shop',
      head: page.draft.number % 2 === 0 ? productJsonLd(page, visit) : undefined,
      body: markup`<div class="detail"><div class="pic"></div><div class="summary"><h1>${page.draft.title}</h1>
<div class="pricebox"><em class="tm-price">价格 ¥<b class="price">${priceText(page)}</b></em></div>
<p>卖家：<a class="shop-name" href="/market/shop/${page.draft.shop?.id ?? '0'}/">${page.draft.shop?.name ?? '个人卖家'}</a></p>
<p class="buy"><a href="/market/cart/add?id=${page.draft.number}" rel="nofollow">立即购买</a><a href="/market/cart/" rel="nofollow">加入购物车</a></p>${licenceLine(page.draft.shop)}</div></div>
${goodsDetails(page)}`,
    }),
  answer: goodsAnswer,
};
