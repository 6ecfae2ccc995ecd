import { extractLines } from '../../../crawler/extract/extract-lines';

async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function all(text: string, size = 7): Promise<unknown[]> {
  const lines: unknown[] = [];
  for await (const line of extractLines(chunks(text, size))) lines.push(line);
  return lines;
}

const html =
  '<html><head><title>标题在这里_某网</title></head><body><h1>标题在这里</h1><p>2026-05-06</p><p>这里是正文的第一句，说了一件事情，还有很多细节。</p></body></html>';

describe('extractLines', () => {
  test('answers every line in order, whatever the chunks; a bad line gives its number and reason', async () => {
    const input = [
      JSON.stringify({ id: 'a', url: 'http://x.example/', html }),
      '{oops',
      '',
      '{"id":1}',
      JSON.stringify({ id: 'b', html: '' }),
    ].join('\n');
    const lines = await all(input);
    expect(lines).toEqual([
      {
        id: 'a',
        title: '标题在这里',
        text: '这里是正文的第一句，说了一件事情，还有很多细节。',
        publishedAt: '2026-05-06',
        author: null,
        siteName: '某网',
      },
      { line: 2, error: { reason: 'not-json', message: expect.any(String) as string } },
      { line: 4, error: { reason: 'wrong-shape', message: expect.stringContaining('id') as string } },
      expect.objectContaining({ id: 'b', text: '', error: expect.objectContaining({ reason: 'empty' }) as object }),
    ]);
  });

  test('an empty stream gives nothing; a last line without a line feed counts', async () => {
    expect(await all('')).toEqual([]);
    expect(await all(JSON.stringify({ id: 'z', html }), 1000)).toHaveLength(1);
  });
});
