import { markup, Markup, scriptJson } from '../../demo/markup';

describe('markup', () => {
  test.each([
    ['text is escaped', markup`<p>${'<b>"a" & b</b>'}</p>`, '<p>&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;</p>'],
    ['markup stays', markup`<p>${markup`<b>x</b>`}</p>`, '<p><b>x</b></p>'],
    ['lists are joined', markup`${[markup`<i>1</i>`, '<', 2]}`, '<i>1</i>&lt;2'],
    ['undefined is nothing', markup`a${undefined}b`, 'ab'],
  ])('%s', (_, made, expected) => {
    expect(made).toBeInstanceOf(Markup);
    expect(made.text).toBe(expected);
  });

  test('script data cannot close its element', () => {
    const { text } = scriptJson({ name: '</script><script>' });
    expect(text).not.toContain('</script>');
    expect(JSON.parse(text)).toEqual({ name: '</script><script>' });
  });
});
