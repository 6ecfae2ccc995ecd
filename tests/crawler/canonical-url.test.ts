import fc from 'fast-check';
import { canonicalUrl, documentIdOf } from '../../crawler/canonical-url';
import { shownCharacters } from '../../crawler/shown-characters';

describe('the canonical address', () => {
  it.each([
    ['drops the fragment', 'http://a.example/x#top', 'http://a.example/x'],
    ['drops the default port and lowers the host', 'HTTP://A.example:80/X', 'http://a.example/X'],
    ['drops credentials', 'http://me:pw@a.example/', 'http://a.example/'],
    ['drops tracking', 'http://a.example/x?utm_source=1&id=7&spm=a.b&fbclid=z', 'http://a.example/x?id=7'],
    ['drops tracking that is all there is', 'http://a.example/x?utm_source=1', 'http://a.example/x'],
    ['sorts by name, keeping the order of one name', 'http://a.example/?b=2&a=2&a=1', 'http://a.example/?a=2&a=1&b=2'],
    [
      'knows what is tracking only on one site',
      'http://item.taobao.com/i?id=1&abbucket=3',
      'http://item.taobao.com/i?id=1',
    ],
    [
      'leaves the same name alone elsewhere',
      'http://a.example/i?abbucket=3&id=1',
      'http://a.example/i?abbucket=3&id=1',
    ],
    ['resolves dots', 'http://a.example/a/../b/./c', 'http://a.example/b/c'],
    ['spells a Chinese host as browsers do', 'http://中国.example/', 'http://xn--fiqs8s.example/'],
    ['keeps the escaping of a plain query', 'http://a.example/s?q=%D2%A9', 'http://a.example/s?q=%D2%A9'],
    ['drops an empty query', 'http://a.example/x?', 'http://a.example/x'],
  ])('%s', (_, address, expected) => expect(canonicalUrl(address)).toBe(expected));

  it('keeps the fragment of a slot', () => {
    const slot = 'http://a.example/x#slot-1';
    expect(canonicalUrl(slot, { keepFragment: true })).toBe(slot);
  });

  it('of a canonical address is itself', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const once = canonicalUrl(address);
        expect(canonicalUrl(once)).toBe(once);
      }),
    );
  });

  it('names the document', () => {
    expect(documentIdOf('http://a.example/')).toMatch(/^d_[0-9a-f]{32}$/u);
  });
});

describe('characters that a page shows', () => {
  it.each([
    ['text between tags', '<p>一二 三</p>', 3],
    ['nothing of scripts and styles', '<script>var a="长长长"</script><style>p{}</style>一', 1],
    ['nothing of the head', '<head><title>标题</title></head><body>一</body>', 1],
    ['nothing of comments', '<!-- 长 -->一', 1],
    ['nothing after an open script', '<script>一二三', 0],
    ['up to the limit', '字'.repeat(1000), 100],
    ['text without tags', '一二', 2],
    ['an open tag at the end', '一<p', 1],
  ])('are %s', (_, html, expected) => expect(shownCharacters(html, 100)).toBe(expected));

  it('are counted in linear time on hostile input', () => {
    const start = performance.now();
    for (const piece of ['<script ', '<', '<!--', '<p', '</script']) shownCharacters(piece.repeat(500_000), 400);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
