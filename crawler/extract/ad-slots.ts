import type { Element } from 'domhandler';
import { parentOf } from './choose-body';
import { nameParts } from './boilerplate';
import { descendants, openPage, resolveAddress, tidyText } from './open-page';
import type { OpenPage } from './open-page';
import { imageAddress } from './page-links';

/** A frame or linked picture that may carry an advertisement. Width and height are pixels by markup, `null` where none are written. */
export interface AdSlot {
  readonly form: 'frame' | 'picture' | 'text';
  /** Address of the frame, or of the picture. */
  readonly contentUrl: string | null;
  /** Where a click leads. */
  readonly landingUrl: string | null;
  readonly text: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Order in the page from 0, and the named part it stands in. */
  readonly position: number;
  readonly place: string;
  /** Marked as an advertisement by a visible label (广告) or by its name. */
  readonly isLabelled: boolean;
  readonly confidence: number;
}

const adNames = new Set(
  'ad ads adv advert adverts advertisement advertising adsbox adbox adsense banner banners gg guanggao sponsor sponsored promo promotion tuiguang dfp'.split(
    ' ',
  ),
);
const usual = new Set([
  '728x90',
  '300x250',
  '336x280',
  '160x600',
  '120x600',
  '300x600',
  '970x90',
  '970x250',
  '468x60',
  '320x50',
  '320x100',
  '250x250',
  '200x200',
  '950x90',
  '1000x90',
  '960x90',
  '640x60',
  '640x90',
  '980x90',
]);
const labels = /^\s*[【[（(]?\s*(?:广告|推广|赞助|advertisement|sponsored|ad)\s*[】\])）]?\s*$/iu;
const least = 0.4;

/** Finds advertisement slots of a page in reading order: outer frames, linked pictures and marked text links. */
export function readAdSlots(input: { readonly url: string | null; readonly html: string }): AdSlot[] {
  const page = openPage(input.html, input.url);
  const { $ } = page;
  const slots: AdSlot[] = [];
  $('iframe, a[href], ins.adsbygoogle, [onclick*="location"], [onclick*="window.open"]').each((_, element) => {
    const slot = slotOf(page, element, slots.length);
    if (slot !== null && slot.confidence >= least) slots.push(slot);
  });
  return slots;
}

function slotOf(page: OpenPage, element: Element, position: number): AdSlot | null {
  if (element.name === 'iframe') return frameSlot(page, element, position);
  const picture = descendants(element, 'img')[0];
  const landingUrl = landingOf(element, page.base);
  if (landingUrl === null) return null;
  const text = tidyText(page.$(element).text());
  const context = contextOf(page, element);
  const contentUrl = picture === undefined ? null : imageAddress(picture, page.base);
  if (picture === undefined && !context.isLabelled && !context.isNamed) return null;
  if (picture === undefined && text.length < 4) return null;
  const size = sizeOf(picture ?? element, element);
  const score =
    (picture === undefined ? 0.1 : 0.2) + context.score + sizeScore(size) + (isOutside(landingUrl, page.url) ? 0.3 : 0);
  const alt = tidyText(picture?.attribs.alt ?? picture?.attribs.title ?? '');
  return {
    form: picture === undefined ? 'text' : 'picture',
    contentUrl,
    landingUrl,
    text: [alt, text].filter((part) => part !== '').join(' '),
    ...size,
    position,
    place: context.place,
    isLabelled: context.isLabelled,
    confidence: Math.min(1, Math.round(score * 100) / 100),
  };
}

function frameSlot(page: OpenPage, element: Element, position: number): AdSlot | null {
  const contentUrl = resolveAddress(element.attribs.src ?? element.attribs['data-src'] ?? '', page.base);
  const inner = element.attribs.srcdoc ?? '';
  if (contentUrl === null && inner === '') return null;
  const size = sizeOf(element, element);
  if (size.width !== null && size.height !== null && size.width * size.height < 900) return null;
  const context = contextOf(page, element);
  const outside = contentUrl !== null && isOutside(contentUrl, page.url) ? 0.35 : 0;
  const isPlayer = /player|video|embed|map|captcha|login/iu.test(contentUrl ?? '') ? -0.5 : 0;
  const score = 0.15 + context.score + sizeScore(size) + outside + isPlayer;
  return {
    form: 'frame',
    contentUrl,
    landingUrl: null,
    text: tidyText(element.attribs.title ?? ''),
    ...size,
    position,
    place: context.place,
    isLabelled: context.isLabelled,
    confidence: Math.max(0, Math.min(1, Math.round(score * 100) / 100)),
  };
}

/** Where a click leads: `href`, or the address inside an `onclick`; a redirect's target in the query is left to the follower. */
function landingOf(element: Element, base: string | null): string | null {
  const { href = '', onclick = '' } = element.attribs;
  const direct = resolveAddress(href, base);
  if (direct !== null) return direct;
  const written = /(?:location(?:\.href)?\s*=|window\.open\()\s*['"]([^'"]{4,2000})['"]/u.exec(onclick)?.[1];
  return written === undefined ? null : resolveAddress(written, base);
}

interface SlotContext {
  readonly isNamed: boolean;
  readonly isLabelled: boolean;
  readonly place: string;
  readonly score: number;
}

function contextOf(page: OpenPage, element: Element): SlotContext {
  let isNamed = false;
  let isLabelled = false;
  let place = '';
  for (let at: Element | null = element, up = 0; at !== null && up < 5; at = parentOf(at), up += 1) {
    const { class: names = '', id = '', 'aria-label': spoken = '' } = at.attribs;
    if (nameParts(`${names} ${id}`).some((part) => adNames.has(part))) isNamed = true;
    if (labels.test(spoken)) isLabelled = true;
    if (up <= 2 && hasLabel(page, at)) isLabelled = true;
    if (place === '' && (id !== '' || names !== ''))
      place = `${at.name}${id === '' ? '' : `#${id}`}${names === '' ? '' : `.${names.trim().split(/\s+/u)[0] ?? ''}`}`;
  }
  return { isNamed, isLabelled, place, score: (isNamed ? 0.35 : 0) + (isLabelled ? 0.4 : 0) };
}

/** A child that says nothing but 广告 or "Advertisement". */
function hasLabel({ $ }: OpenPage, element: Element): boolean {
  if (element.name === 'body') return false;
  return $(element)
    .children('span, em, i, small, b, div, p, label')
    .get()
    .some((child) => labels.test($(child).text()));
}

function sizeOf(element: Element, holder: Element): { width: number | null; height: number | null } {
  const read = (name: 'width' | 'height'): number | null => {
    for (const { attribs } of [element, holder]) {
      const styled = new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*(\\d+)px`, 'iu').exec(attribs.style ?? '')?.[1];
      const value = Number.parseInt(attribs[name] ?? styled ?? '', 10);
      if (Number.isFinite(value)) return value;
    }
    return null;
  };
  return { width: read('width'), height: read('height') };
}

function sizeScore({ width, height }: { width: number | null; height: number | null }): number {
  if (width === null || height === null) return 0;
  if (usual.has(`${width}x${height}`)) return 0.3;
  return width >= 200 && height >= 50 && (width / height >= 3 || height / width >= 2) ? 0.15 : 0;
}

function isOutside(address: string, url: string | null): boolean {
  if (url === null) return false;
  const site = (each: string): string => new URL(each).hostname.split('.').slice(-2).join('.');
  try {
    return site(address) !== site(url) || new URL(address).host !== new URL(url).host;
  } catch {
    return false;
  }
}
