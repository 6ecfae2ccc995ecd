import { chinaDay, dayOf } from '../../nlp/day-of';
import { prepare } from '../../nlp/prepare';
import { emptyRegistry, type RegistryQuestion, type RegistryView } from '../../nlp/registry-view';

const now = (): Date => new Date('2025-06-15T03:00:00Z');

describe('prepare', () => {
  test('offsets are into title, line break, text', () => {
    const prepared = prepare({ id: '1', title: '司·美·格·鲁·肽', text: '国药准字H20153021' }, emptyRegistry, now);
    expect(prepared.original).toBe('司·美·格·鲁·肽\n国药准字H20153021');
    expect(prepared.normalised.text).toBe('司美格鲁肽\n国药准字h20153021');
    expect(prepared.numbers).toEqual([
      { type: 'drug', text: '国药准字H20153021', start: 10, end: 23, valid: true, verified: 'unknown' },
    ]);
  });

  test('an empty title leaves the line break', () => {
    expect(prepare({ id: '1', title: '', text: '糖尿病' }, emptyRegistry, now).entities).toEqual([
      { type: 'disease', text: '糖尿病', start: 1, end: 4 },
    ]);
  });

  const days: [string, Partial<Parameters<typeof prepare>[0]>, boolean][] = [
    ['now', {}, false],
    ['the day of publication', { publishedAt: '2025-05-31T23:30:00+08:00' }, true],
    ['the day of publication in China', { publishedAt: '2025-05-31T16:30:00Z' }, false],
    [
      'a known day of publication before it',
      { publishedAt: '2025-06-10', context: { publish_date: '2025-05-01' } },
      true,
    ],
  ];
  test.each(days)('a validity is judged by %s', (_, more, valid) => {
    const input = { id: '1', title: '', text: '浙药广审（文）第250531-00123号', ...more };
    expect(prepare(input, emptyRegistry, now).numbers).toEqual([expect.objectContaining({ type: 'adNew', valid })]);
  });

  test('the registry is asked with what was found, and the input has the last word', () => {
    const asked: RegistryQuestion[] = [];
    const registry: RegistryView = {
      drugNames: () => [{ text: '减重笔', id: '司美格鲁肽' }],
      number: (type, value) => type === 'drug' && value === '国药准字H20153021',
      facts(question) {
        asked.push(question);
        return { rx: true, category: '药品', note: '登记' };
      },
    };
    const input = { id: '1', title: '', text: '减重笔，国药准字H20153021，减重笔', context: { category: '保健食品' } };
    const prepared = prepare(input, registry, now);
    expect(prepared.facts).toEqual({ rx: true, category: '保健食品', note: '登记' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ drugs: ['司美格鲁肽'], numbers: [{ type: 'drug', verified: true }] });
  });
});

describe('dayOf', () => {
  const rows: [string, string | undefined][] = [
    ['2025-06-01', '2025-06-01'],
    ['2025-6-1', '2025-06-01'],
    ['2025/06/01 08:00', '2025-06-01'],
    ['2025年6月1日', '2025-06-01'],
    ['2025-06-01T23:30:00', '2025-06-01'],
    ['2025-06-01T23:30:00+08:00', '2025-06-01'],
    ['2025-06-01T23:30:00Z', '2025-06-02'],
    ['', undefined],
    ['昨天', undefined],
  ];
  test.each(rows)('%s', (time, day) => {
    expect(dayOf(time)).toBe(day);
  });

  test('chinaDay', () => {
    expect(chinaDay(Date.parse('2025-06-01T16:00:00Z'))).toBe('2025-06-02');
  });
});
