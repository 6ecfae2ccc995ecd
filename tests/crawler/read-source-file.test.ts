import { readSourceFile } from '../../crawler/read-source-file';

const good = `- id: demo-news
  name: 示例健康网
  kind: news-list
  url: http://127.0.0.1:4100/news/
  region: "330000"
`;

interface Expected {
  line: number;
  path: string;
  message?: RegExp;
}

const table: [string, string, Expected][] = [
  ['broken YAML', '- id: a\n  name: [', { line: 2, path: '', message: /YAML/u }],
  ['a map instead of a list', 'id: a\n', { line: 1, path: '', message: /列表/u }],
  ['an unknown key', `${good}  colour: red\n`, { line: 6, path: '[0].colour', message: /colour/u }],
  ['an unknown nested key', `${good}  schedule: { every: 1m, often: 2m }\n`, { line: 6, path: '[0].schedule.often' }],
  ['a missing key', '- id: a\n  name: b\n  kind: rss\n', { line: 1, path: '[0].url' }],
  ['an unknown kind', good.replace('news-list', 'newslist'), { line: 3, path: '[0].kind' }],
  ['a wrong type', good.replace('示例健康网', '{ a: 1 }'), { line: 2, path: '[0].name' }],
  ['a wrong duration', `${good}  schedule: { every: soon }\n`, { line: 6, path: '[0].schedule.every' }],
  ['a region that is no code', good.replace('"330000"', '浙江'), { line: 5, path: '[0].region' }],
  ['a scheme that is not http', good.replace('http:', 'file:'), { line: 4, path: '[0].url' }],
  ['an id with capitals', good.replace('demo-news', 'Demo'), { line: 1, path: '[0].id' }],
  ['an id with a path in it', good.replace('demo-news', '../../etc'), { line: 1, path: '[0].id' }],
  ['a repeated id', `${good}${good}`, { line: 6, path: '[1].id', message: /重复/u }],
  ['a repeated key', `${good}  name: 再来\n`, { line: 6, path: '' }],
  ['an entry that is no map', '- 3\n', { line: 1, path: '[0]' }],
  ['an address that is none', `${good}  allowAddresses: [localhost]\n`, { line: 6, path: '[0].allowAddresses[0]' }],
  ['too much at once', `${good}  politeness: { concurrency: 99 }\n`, { line: 6, path: '[0].politeness.concurrency' }],
  ['negative pages', `${good}  maxPages: -1\n`, { line: 6, path: '[0].maxPages' }],
];

describe('reading a source file', () => {
  it.each(table)('names %s with its place', (_, text, expected) => {
    const answer = readSourceFile(text, 'sources.yaml');
    if (answer.ok) throw new Error('expected faults');
    const fault = answer.faults[0]!;
    expect(fault).toMatchObject({ file: 'sources.yaml', line: expected.line, path: expected.path });
    if (expected.message) expect(fault.message).toMatch(expected.message);
    expect(fault.column).toBeGreaterThan(0);
    expect(fault.expected).not.toBe('');
  });

  it('gives all faults at once', () => {
    const answer = readSourceFile(`${good}  a: 1\n${good}  b: 2\n`, 'f');
    expect(answer.ok ? [] : answer.faults.map(({ path }) => path)).toEqual(['[0].a', '[1].b']);
  });

  it('reads a good list with its defaults, and an empty file as no sources', () => {
    const answer = readSourceFile(good, 'f');
    expect(answer).toMatchObject({ ok: true, sources: [{ id: 'demo-news', render: 'auto', enabled: true }] });
    expect(readSourceFile('', 'f')).toEqual({ ok: true, sources: [] });
  });

  it('survives a bomb of aliases', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `- &a${n} [${n === 0 ? 'x' : `*a${n - 1},`.repeat(9)}]`);
    expect(readSourceFile(levels.join('\n'), 'f').ok).toBe(false);
  });
});
