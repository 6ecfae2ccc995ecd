import { framePage, frameWords } from '../layout';
import { markup } from '../markup';
import type { Site } from '../site';
import { goodsAnswer, goodsDetails, licenceLine, priceText, productJsonLd } from './goods';

/** An online pharmacy: every listing with JSON-LD, licence numbers where the shop has them. */
export const pharmacySite: Site = {
  id: 'pharmacy',
  pathOf: (draft) => `/pharmacy/product/${draft.number}.html`,
  render: (page, visit) =>
    framePage(visit, {
      title: page.draft.title,
      style: 'shop',
      head: productJsonLd(page, visit),
      body: markup`<div class="detail"><div class="pic"></div><div class="summary"><h1>${page.draft.title}</h1>
<div class="pricebox">商城价：<span class="price">¥${priceText(page)}</span></div>
<p>店铺：<a class="seller" href="/pharmacy/shop/${page.draft.shop?.id ?? '0'}/">${page.draft.shop?.name ?? visit.profile.name}</a></p>
<p>${frameWords('service-promises').join(' · ')}</p><p class="steps">${frameWords('order-steps').join(' → ')}</p>
<p class="buy"><a href="/pharmacy/cart/add?sku=${page.draft.number}" rel="nofollow">加入购物车</a><a href="/pharmacy/order/new" rel="nofollow">立即购买</a></p>${licenceLine(page.draft.shop)}</div></div>
${goodsDetails(page)}`,
    }),
  answer: goodsAnswer,
};
