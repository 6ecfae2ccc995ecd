import { Readable } from 'node:stream';
import { analysisFault, analysisResult, type AnalysisFault, type AnalysisResult } from '../../contracts/analysis';
import { createAnalyst, type Analyst } from '../../nlp/analyse';
import { analyseLines, type LinesOptions } from '../../nlp/analyse-lines';
import { emptyRegistry } from '../../nlp/registry-view';

const analyst = createAnalyst({ registry: emptyRegistry, now: () => new Date('2025-06-15T03:00:00Z') });

async function answers(input: string | Iterable<string | Uint8Array>, options?: LinesOptions, by: Analyst = analyst) {
  const found: (AnalysisResult | AnalysisFault)[] = [];
  for await (const answer of analyseLines(Readable.from(typeof input === 'string' ? [input] : input), by, options))
    found.push(answer);
  return found;
}

const brief = (answer: AnalysisResult | AnalysisFault): string =>
  'error' in answer ? `${answer.line}:${answer.error.reason}` : answer.id;

const line = (id: string, text = '糖尿病患者应当遵医嘱用药。'): string => JSON.stringify({ id, text });

describe('analyseLines', () => {
  test('one answer a line, in order, each of its contract', async () => {
    const found = await answers([line('a'), '坏', line('b'), line('c')].join('\n'));
    expect(found.map(brief)).toEqual(['a', '2:not-json', 'b', 'c']);
    for (const answer of found)
      expect(() => ('error' in answer ? analysisFault : analysisResult).parse(answer)).not.toThrow();
  });

  const faults: [string, string, string, RegExp][] = [
    ['no JSON', '{"id":"1",', 'not-json', /不是合法的 JSON/],
    ['a number', '7', 'not-an-object', /应为一个 JSON 对象/],
    ['a list', '[]', 'not-an-object', /JSON 对象/],
    ['null', 'null', 'not-an-object', /JSON 对象/],
    ['no text', '{"id":"1","title":"x"}', 'missing-text', /text/],
    ['no id', '{"text":"x"}', 'missing-id', /id/],
    ['a text that is null', '{"id":"1","text":null}', 'invalid-field', /text/],
    ['a text that is a number', '{"id":"1","text":5}', 'invalid-field', /text/],
    ['an id that is a number', '{"id":1,"text":"x"}', 'invalid-field', /id/],
    ['an unknown kind', '{"id":"1","text":"x","kind":"blog"}', 'invalid-field', /kind/],
    ['a context that is a word', '{"id":"1","text":"x","context":"药品"}', 'invalid-field', /context/],
    [
      'an ad approval of unknown state',
      '{"id":"1","text":"x","context":{"ad_approval":"maybe"}}',
      'invalid-field',
      /ad_approval/,
    ],
    ['images that are no list', '{"id":"1","text":"x","images":"a.png"}', 'invalid-field', /images/],
    ['a line that is too long', `{"id":"1","text":"${'x'.repeat(2_000)}"}`, 'line-too-long', /过长/],
  ];
  test.each(faults)('names the fault: %s', async (_, text, reason, message) => {
    const found = await answers(`${line('a')}\n${text}\n${line('b')}\n`, { maxLineLength: 1_000 });
    expect(found.map(brief)).toEqual(['a', `2:${reason}`, 'b']);
    expect((found[1] as AnalysisFault).error.message).toMatch(message);
  });

  const tolerated: [string, string, string[]][] = [
    ['a byte order mark', `\ufeff${line('a')}`, ['a']],
    ['CRLF', `${line('a')}\r\n${line('b')}\r\n`, ['a', 'b']],
    ['blank lines, which count but are not answered', `\n${line('a')}\n  \n\nx\n`, ['a', '5:not-json']],
    ['no last line break', `${line('a')}\n${line('b')}`, ['a', 'b']],
    ['no input', '', []],
    ['unknown fields', '{"id":"a","text":"x","colour":"red","context":{"shape":1}}', ['a']],
    ['fields that are null', '{"id":"a","text":"x","kind":null,"price":null,"publishedAt":null}', ['a']],
    [
      'a price as number or word',
      '{"id":"a","text":"x","price":9.9}\n{"id":"b","text":"x","price":"9.9元"}',
      ['a', 'b'],
    ],
    ['an empty text', '{"id":"a","text":""}', ['a']],
  ];
  test.each(tolerated)('tolerates %s', async (_, input, expected) => {
    expect((await answers(input)).map(brief)).toEqual(expected);
  });

  test('lines and characters may be cut anywhere', async () => {
    const bytes = Buffer.from(`\ufeff${line('甲', '💊药品')}\r\n${line('乙')}\n`);
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect((await answers(pieces)).map(brief)).toEqual(['甲', '乙']);
  });

  test('near-duplicates of one input share a cluster', async () => {
    const text =
      '云杉县市场监管部门近日开展药品网络销售专项检查，提醒经营者依法展示资质，严格审核处方，保障公众用药安全。';
    const found = await answers([line('a', text), line('b', '今天天气很好'), line('a', `${text}转载`)].join('\n'));
    const clusters = found.map((answer) => ('cluster' in answer ? answer.cluster : undefined));
    expect(clusters[0]).toBe(clusters[2]);
    expect(clusters[0]).not.toBe(clusters[1]);
  });

  test('pictures are read where a reader is given', async () => {
    const input = JSON.stringify({ id: 'a', text: '见图', images: ['1.png', '2.png'] });
    const readImages = (paths: readonly string[]): Promise<string> => Promise.resolve(`${paths.join()} 糖尿病`);
    const [found] = await answers(input, { readImages });
    expect((found as AnalysisResult).entities).toEqual([expect.objectContaining({ text: '糖尿病' })]);
    const [broken] = await answers(input, { readImages: () => Promise.reject(new Error('no such file 1.png')) });
    expect(broken).toEqual({
      line: 1,
      error: { reason: 'unreadable-image', message: expect.stringContaining('1.png') as string },
    });
  });

  test('an analyst that fails loses one line', async () => {
    const failing: Analyst = {
      ...analyst,
      analyseWithFingerprint: (input, imageText) => {
        if (input.id === 'b') throw new Error('boom');
        return analyst.analyseWithFingerprint(input, imageText);
      },
    };
    const found = await answers([line('a'), line('b'), line('c')].join('\n'), {}, failing);
    expect(found.map(brief)).toEqual(['a', '2:analysis-failed', 'c']);
  });
});
