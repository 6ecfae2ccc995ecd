import type { Element } from 'domhandler';
import { nameParts } from '../boilerplate';
import { parentOf } from '../choose-body';
import type { Block } from '../page-blocks';
import { findPrice } from './listing-prices';
import type { PriceFound } from './listing-prices';

/** What the lines of a shop page say by their labels. */
export interface VisibleListing {
  readonly price: PriceFound | null;
  readonly seller: string | null;
  readonly sellerLicence: string | null;
  readonly specification: string | null;
  readonly sales: number | null;
  /** A button or link to buy stands on the page. */
  readonly canBuy: boolean;
}

const sellerLabel =
  /^(?:卖家|店铺|店铺名称|商家|商家名称|掌柜|销售商|经销商|供应商|发货方|销售企业|经营者|所属店铺|seller|sold by|shop|store)\s*(?:名称)?\s*[:：]?\s*(.{0,60})$/iu;
const licenceLabel =
  /(?:(?:药品经营|医疗器械经营|食品经营|互联网药品信息服务|经营|营业)(?:许可证|执照|备案凭证|资格证书|许可)|统一社会信用代码|许可证|备案凭证)(?:编号|号码|号)?\s*[:：]?\s*([A-Za-z0-9\p{Script=Han}()（）〔〕\-—]{6,40})?$/u;
const specificationLabel =
  /^(?:规格|产品规格|商品规格|包装规格|规格型号|净含量|型号|size|specification)\s*[:：]?\s*(.{0,80})$/iu;
const salesLabel =
  /(?:销量|月销量?|累计销量|总销量|已售|已卖出?|售出|成交|月成交|付款人数|sold)\s*[:：]?\s*(\d[\d,]*(?:\.\d+)?)\s*(万|w|k)?\s*\+?|(\d[\d,]*(?:\.\d+)?)\s*(万|w|k)?\s*\+?\s*(?:人付款|人已买|件已售|人购买|笔成交|已售|sold)/iu;
const buy =
  /加入购物车|立即购买|立即下单|马上抢|立即抢购|去结算|加购|领券购买|add to (?:cart|bag|basket)|buy (?:it )?now/iu;
const oldPrice = /原价|市场价|划线价|参考价|指导价|list price|was/iu;
const oldPrices = /(?:原价|市场价|划线价|参考价|指导价|list price|was)\s*[:：]?\s*[¥￥$]?\s*\d[\d,.]*(?:元)?/giu;
const priceNames = new Set(['price', 'prices', 'jiage', 'tmprice', 'pprice']);
const oldNames = new Set(['old', 'origin', 'original', 'market', 'del', 'del', 'line']);

/** Reads price, seller, licence, specification and sales off a shop page by visible labels and by price-like class names. */
export function readVisibleListing(blocks: readonly Block[], buttons: string): VisibleListing {
  const texts = blocks.map((block) => block.text);
  return {
    price: visiblePrice(blocks),
    seller: labelled(texts, sellerLabel),
    sellerLicence: labelled(texts, licenceLabel),
    specification: labelled(texts, specificationLabel),
    sales: visibleSales(texts),
    canBuy: buy.test(buttons) || blocks.some((block) => block.units <= 16 && buy.test(block.text)),
  };
}

function visiblePrice(blocks: readonly Block[]): PriceFound | null {
  const candidates = blocks.flatMap((block, index) => {
    if (block.units > 40) return [];
    const joined = /[:：¥￥$]$/u.test(block.text) || /^(?:价格|售价|现价)$/u.test(block.text);
    const whole = joined ? `${block.text} ${blocks[index + 1]?.text ?? ''}` : block.text;
    const current = whole.replace(oldPrices, ' ');
    const text = findPrice(current) === null ? whole : current;
    const named = isNamedPrice(block.element);
    const price = findPrice(text) ?? (named ? findPrice(`¥${text}`) : null);
    if (price === null || price.max <= 0) return [];
    const isOld =
      oldPrice.test(text) || block.element.name === 'del' || block.element.name === 's' || isNamedOld(block.element);
    const score =
      (isOld ? -5 : 0) + (named ? 2 : 0) + (/价/u.test(text) ? 2 : 0) + (block.linkUnits > 0 ? -2 : 0) - index / 200;
    return [{ price, score }];
  });
  return candidates.sort((a, b) => b.score - a.score)[0]?.price ?? null;
}

function isNamedPrice(element: Element): boolean {
  return namesAny(element, priceNames);
}

function isNamedOld(element: Element): boolean {
  return namesAny(element, oldNames);
}

function namesAny(element: Element, names: ReadonlySet<string>): boolean {
  for (let at: Element | null = element, up = 0; at !== null && up < 3; at = parentOf(at), up += 1) {
    if (nameParts(`${at.attribs.class ?? ''} ${at.attribs.id ?? ''}`).some((part) => names.has(part))) return true;
  }
  return false;
}

/** The value behind a label: on the same line, or, where the label stands alone, the next line. */
function labelled(texts: readonly string[], label: RegExp): string | null {
  for (const [index, text] of texts.entries()) {
    const match = text.length <= 120 ? label.exec(text) : null;
    if (match === null) continue;
    const same = (match[1] ?? '').trim();
    if (same !== '') return same;
    const next = texts[index + 1] ?? '';
    if (next !== '' && next.length <= 60 && !/[:：]$/u.test(next)) return next;
  }
  return null;
}

function visibleSales(texts: readonly string[]): number | null {
  for (const [index, text] of texts.entries()) {
    if (text.length > 80) continue;
    const joined = /^(?:销量|月销量?|累计销量|已售)\s*[:：]?$/u.test(text) ? `${text}${texts[index + 1] ?? ''}` : text;
    const match = salesLabel.exec(joined);
    const digits = match?.[1] ?? match?.[3];
    if (match === null || digits === undefined) continue;
    const unit = (match[2] ?? match[4] ?? '').toLowerCase();
    const factor = unit === '' ? 1 : unit === 'k' ? 1000 : 10_000;
    return Math.round(Number(digits.replaceAll(',', '')) * factor);
  }
  return null;
}
