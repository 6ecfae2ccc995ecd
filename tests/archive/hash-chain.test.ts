import * as fc from 'fast-check';
import { linkOf, noPrevious, verifyChain } from '../../archive/hash-chain';
import { canonicalJson } from '../../archive/canonical-json';
import type { ChainLink } from '../../contracts/evidence';
import { sampleCapture } from './samples';

function chainOf(length: number): ChainLink[] {
  const links: ChainLink[] = [];
  for (let index = 0; index < length; index += 1) {
    links.push(linkOf(sampleCapture({ id: `c${index}` }), { index, previous: links.at(-1)?.hash ?? noPrevious }));
  }
  return links;
}

const changed = (links: ChainLink[], index: number, change: Partial<ChainLink>): ChainLink[] =>
  links.map((link) => (link.index === index ? { ...link, ...change } : link));

test.each([
  ['a whole chain', chainOf(5), { whole: true, links: 5 }],
  ['no link at all', [], { whole: true, links: 0 }],
  ['a segment from the middle', chainOf(5).slice(2), { whole: true, links: 3 }],
  [
    'a changed address',
    changed(chainOf(5), 2, { url: 'http://else.example' }),
    { whole: false, index: 2, reason: 'hash' },
  ],
  [
    'a changed time',
    changed(chainOf(5), 0, { capturedAt: '2026-03-02T12:00:01+08:00' }),
    { whole: false, index: 0, reason: 'hash' },
  ],
  ['a changed file', changed(chainOf(5), 4, { hashes: [] }), { whole: false, index: 4, reason: 'hash' }],
  ['a missing link', chainOf(5).filter(({ index }) => index !== 3), { whole: false, index: 3, reason: 'index' }],
  ['a doubled link', chainOf(3).flatMap((link) => [link, link]), { whole: false, index: 1, reason: 'index' }],
  ['links in the wrong order', chainOf(3).reverse(), { whole: false, index: 3, reason: 'index' }],
  [
    'a first link that has a predecessor',
    [linkOf(sampleCapture(), { index: 0, previous: 'a'.repeat(64) })],
    { whole: false, index: 0, reason: 'previous' },
  ],
  [
    'a link spliced in from another chain',
    changed(chainOf(3), 1, linkOf(sampleCapture({ id: 'x' }), { index: 1, previous: 'b'.repeat(64) })),
    { whole: false, index: 1, reason: 'previous' },
  ],
])('%s', (_name, links, verdict) => {
  expect(verifyChain(links)).toEqual(verdict);
});

test('any change of any link is found at that link or the next', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 7 }),
      fc.constantFrom('url', 'finalUrl', 'captureId', 'previous', 'hash'),
      (index, field) => {
        const verdict = verifyChain(changed(chainOf(8), index, { [field]: 'f'.repeat(64) }));
        expect(verdict.whole).toBe(false);
        if (!verdict.whole) expect(verdict.index).toBe(index);
      },
    ),
  );
});

test.each([
  ['keys in any order', { b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
  ['nested keys', { z: { y: 1, x: 2 } }, '{"z":{"x":2,"y":1}}'],
  ['what is undefined is left out', { a: undefined, b: 1 }, '{"b":1}'],
  ['Chinese stays as it is', { 名: '药' }, '{"名":"药"}'],
  ['numbers', [1, 1.5, -0, 1e21], '[1,1.5,0,1e+21]'],
  ['nothing', null, 'null'],
])('canonical JSON: %s', (_name, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('canonical JSON is JSON, and equal values give equal texts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([NaN, Infinity, Symbol('x'), () => 1])('canonical JSON refuses %p', (value) => {
  expect(() => canonicalJson({ value })).toThrow();
});
