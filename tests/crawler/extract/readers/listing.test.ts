import { openPage } from '../../../../crawler/extract/open-page';
import { readBlocks } from '../../../../crawler/extract/page-blocks';
import { findApprovalNumbers } from '../../../../crawler/extract/readers/approval-numbers';
import { readGraphListing, readItemListing, readLinkedListing } from '../../../../crawler/extract/readers/listing-data';
import { findPrice } from '../../../../crawler/extract/readers/listing-prices';
import { readVisibleListing } from '../../../../crawler/extract/readers/visible-listing';

describe('findPrice', () => {
  test.each([
    ['¥12.80', 12.8, 12.8, 'CNY'],
    ['￥1,299.00 ~ ￥1,599.00', 1299, 1599, 'CNY'],
    ['12.8元', 12.8, 12.8, 'CNY'],
    ['88-128元', 88, 128, 'CNY'],
    ['价格：88', 88, 88, 'CNY'],
    ['券后价 ￥9.9 到手', 9.9, 9.9, 'CNY'],
    ['$5.99', 5.99, 5.99, 'USD'],
    ['¥1.2万', 12000, 12000, 'CNY'],
  ])('%s', (text, min, max, currency) => expect(findPrice(text)).toEqual({ min, max, currency }));
  test.each(['', '规格 10g*10袋', '电话 12345678', '3 天'])('%j holds no price', (text) =>
    expect(findPrice(text)).toBeNull(),
  );
});

describe('findApprovalNumbers', () => {
  test.each([
    ['批准文号：国药准字 Z20990001，本品', ['国药准字Z20990001']],
    ['国食健注G20200123', ['国食健注G20200123']],
    ['浙械注准20992070001', ['浙械注准20992070001']],
    ['浙药广审（文）第2099010001号', ['浙药广审（文）第2099010001号']],
    ['国药准字H20990001、国药准字H20990001', ['国药准字H20990001']],
    ['订单号 20990001', []],
  ])('%s', (text, expected) => expect(findApprovalNumbers(text)).toEqual(expected));
});

describe('declared listings', () => {
  test('microdata', () => {
    const html =
      '<div itemscope itemtype="http://schema.org/Product"><b itemprop="name">甲片</b><span itemprop="price" content="9.5">9.5</span><meta itemprop="priceCurrency" content="CNY"><i itemprop="seller">乙店</i></div>';
    expect(readItemListing(openPage(html, null).$)).toEqual({
      reader: 'microdata',
      name: '甲片',
      priceMin: 9.5,
      priceMax: 9.5,
      currency: 'CNY',
      seller: '乙店',
    });
  });
  test('Open Graph', () => {
    const html =
      '<meta property="og:type" content="product"><meta property="og:title" content="甲片"><meta property="product:price:amount" content="9.50"><meta property="product:price:currency" content="CNY">';
    expect(readGraphListing(openPage(html, null).$)).toEqual({
      reader: 'open-graph',
      name: '甲片',
      priceMin: 9.5,
      priceMax: 9.5,
      currency: 'CNY',
    });
  });
  test('JSON-LD with several offers', () => {
    const json = {
      '@type': 'Product',
      name: '甲片',
      offers: [{ price: 12 }, { price: '9.5', priceCurrency: 'CNY', seller: { name: '乙店' } }],
    };
    const html = `<script type="application/ld+json">${JSON.stringify(json)}</script>`;
    expect(readLinkedListing(openPage(html, null).$)).toMatchObject({ priceMin: 9.5, priceMax: 12, seller: '乙店' });
  });
  test.each([readItemListing, readGraphListing, readLinkedListing])('%p gives null on another page', (read) =>
    expect(read(openPage('<p>x</p>', null).$)).toBeNull(),
  );
});

describe('visible labels', () => {
  const read = (html: string): ReturnType<typeof readVisibleListing> =>
    readVisibleListing(readBlocks(openPage(html, null).top), '');
  test.each([
    ['<li>卖家：甲店</li>', { seller: '甲店' }],
    ['<dt>店铺名称</dt><dd>甲店</dd>', { seller: '甲店' }],
    ['<p>规格：10片</p>', { specification: '10片' }],
    ['<p>药品经营许可证编号：浙AA0000001</p>', { sellerLicence: '浙AA0000001' }],
    ['<p>月销 300+</p>', { sales: 300 }],
    ['<p>1.5万人付款</p>', { sales: 15000 }],
    ['<p><s>￥20</s></p><p class="price">￥10</p>', { price: { min: 10, max: 10, currency: 'CNY' } }],
    ['<div class="price"><em>12.5</em></div>', { price: { min: 12.5, max: 12.5, currency: 'CNY' } }],
    ['<p>立即购买</p>', { canBuy: true }],
    ['<p>这里什么也不卖</p>', { price: null, seller: null, sales: null, canBuy: false }],
  ])('%s', (html, expected) => expect(read(html)).toMatchObject(expected));
});
