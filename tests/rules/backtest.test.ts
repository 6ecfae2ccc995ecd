import { backtest } from '../../rules/backtest';
import type { BacktestReport, Verdict } from '../../rules/backtest';
import { probeRule } from '../../rules/probe-rule';
import { readRuleFile } from '../../rules/read-rule-file';
import { wilsonInterval } from '../../rules/wilson-interval';
import { inputOf } from './match-inputs';

function ruleOf(id: string, more: string) {
  const read = readRuleFile('r.yaml', `{ id: ${id}, name: 甲, level: blue, ${more} }`);
  expect(read.faults).toEqual([]);
  return read.rules[0]!;
}

const pens = ruleOf('pens', 'when: { query: 减重笔 }, group: { by: [seller], wait: 30s, interval: 10m }');

function document(id: string, time: string, text: string, more: Record<string, unknown> = {}) {
  return inputOf({ id, text, collectedAt: `2026-03-${time}:00+08:00`, ...more });
}

async function report(
  question: Partial<Parameters<typeof backtest>[0]> & { documents: Parameters<typeof backtest>[0]['documents'] },
): Promise<BacktestReport> {
  const result = await backtest({ rule: pens, ...question });
  if (!result.ok) throw new Error(result.reason.en);
  return result.report;
}

const past = [
  document('a', '02T10:00', '减重笔', { seller: '甲', cluster: 'c1' }),
  document('b', '02T10:01', '减重笔', { seller: '甲', cluster: 'c1' }),
  document('c', '02T10:02', '减重笔', { seller: '甲', cluster: 'c2' }),
  document('d', '02T23:59', '感冒药'),
  document('e', '05T09:00', '减重笔 包邮', { seller: '乙', cluster: 'c3' }),
];

describe('backtest', () => {
  test('counts documents and matches, every day of the span', async () => {
    const { documents, matches, days } = await report({ documents: past });
    expect([documents, matches]).toEqual([5, 4]);
    expect(days).toEqual([
      { day: '2026-03-02', documents: 4, matches: 3 },
      { day: '2026-03-03', documents: 0, matches: 0 },
      { day: '2026-03-04', documents: 0, matches: 0 },
      { day: '2026-03-05', documents: 1, matches: 1 },
    ]);
  });

  test('days are Beijing days', async () => {
    const { days } = await report({ documents: [inputOf({ text: '减重笔', collectedAt: '2026-03-01T16:30:00Z' })] });
    expect(days.map((day) => day.day)).toEqual(['2026-03-02']);
  });

  test('expects one alert per key and cluster', async () => {
    const { alerts, alertsPerDay } = await report({ documents: past });
    expect([alerts, alertsPerDay]).toEqual([3, 0.75]);
  });

  test('expects messages after waiting and intervals', async () => {
    const times = ['02T10:00', '02T10:05', '02T10:09', '02T10:30'];
    const documents = times.map((time, index) =>
      document(`d${index}`, time, '减重笔', { seller: '甲', cluster: `c${index}` }),
    );
    // 10:00:30, then 10:10:30 with the two that came meanwhile, then 10:30:30.
    expect((await report({ documents })).notifications).toBe(3);
    const both = [...documents, document('x', '02T11:00', '减重笔', { seller: '乙', cluster: 'cx' })];
    expect((await report({ documents: both })).notifications).toBe(4);
  });

  test('tells the overlap with other rules', async () => {
    const others = [
      ruleOf('post', 'when: { query: 包邮 }'),
      ruleOf('cold', 'when: { query: 感冒药 }'),
      ruleOf('any-drug', 'when: { query: 减 OR 感冒 }'),
      pens,
    ];
    const { overlap } = await report({ documents: past, others });
    expect(overlap).toEqual([
      { ruleId: 'any-drug', documents: 4, share: 1 },
      { ruleId: 'post', documents: 1, share: 0.25 },
    ]);
  });

  test('measures precision by verdicts, unjudged documents left out', async () => {
    const verdicts: Record<string, Verdict> = { a: 'confirmed', b: 'confirmed', c: 'false-positive', d: 'confirmed' };
    const { precision } = await report({ documents: past, verdictOf: (id) => verdicts[id] });
    expect(precision).toMatchObject({ successes: 2, trials: 3 });
    expect((await report({ documents: past })).precision).toBeNull();
    expect((await report({ documents: past, verdictOf: () => undefined })).precision).toBeNull();
  });

  test('shows the newest samples first', async () => {
    const { samples } = await report({ documents: past, mostSamples: 2 });
    expect(samples.map((match) => match.documentIds)).toEqual([['e'], ['c']]);
  });

  test('runs windows', async () => {
    const often = ruleOf(
      'often',
      'when: { query: 减重笔 }, window: { type: frequency, count: 3, within: 10m, by: [seller] }',
    );
    const { matches, alerts } = await report({ rule: often, documents: past });
    expect([matches, alerts]).toEqual([1, 1]);
  });

  test('answers for nothing', async () => {
    expect(await report({ documents: [] })).toMatchObject({
      documents: 0,
      matches: 0,
      days: [],
      alertsPerDay: 0,
      samples: [],
    });
  });

  test('says why a rule cannot be tried', async () => {
    const result = await backtest({ rule: { ...pens, when: { query: '(' } }, documents: past });
    if (result.ok) throw new Error('accepted');
    expect(result.reason.en).toMatch(/never closed/);
  });

  test('reads documents as they come', async () => {
    async function* slowly() {
      for (const one of past) yield await Promise.resolve(one);
    }
    expect((await report({ documents: slowly() })).matches).toBe(4);
  });
});

describe('wilsonInterval', () => {
  const cases: [successes: number, trials: number, low: number, high: number][] = [
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
    [81, 263, 0.2553, 0.3662],
    [1, 1, 0.2065, 1],
  ];
  test.each(cases)('%d of %d', (successes, trials, low, high) => {
    const estimate = wilsonInterval(successes, trials)!;
    expect(estimate.share).toBeCloseTo(successes / trials);
    expect(estimate.low).toBeCloseTo(low, 3);
    expect(estimate.high).toBeCloseTo(high, 3);
  });
  test('nothing of nothing', () => {
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });
});

describe('probeRule', () => {
  const sample = Array.from({ length: 10 }, (_, index) =>
    document(`d${index}`, '02T10:00', index < 3 ? '减重笔' : '感冒药'),
  );
  const reasons = (probe: ReturnType<typeof probeRule>) => probe.warnings.map((warning) => warning.reason);

  test('says nothing against a narrow rule', () => {
    const probe = probeRule(pens, sample, { mostShare: 0.3, mostMs: 1000 });
    expect(probe).toMatchObject({ documents: 10, matched: 3, share: 0.3, warnings: [] });
  });
  test('names one that is too broad', () => {
    const probe = probeRule(pens, sample, { mostShare: 0.2, mostMs: 1000 });
    expect(reasons(probe)).toEqual(['too-broad']);
    expect(probe.warnings[0]!.zh).toContain('30%');
  });
  test('names one that is too slow', () => {
    let now = 0;
    expect(reasons(probeRule(pens, sample, { mostShare: 1, mostMs: 2 }, () => (now += 30)))).toEqual(['too-slow']);
  });
  test('names one that cannot run', () => {
    expect(reasons(probeRule({ ...pens, when: { query: '-药' } }, sample))).toEqual(['disabled']);
  });
  test('tries nothing on nothing', () => {
    expect(probeRule(pens, [])).toMatchObject({ documents: 0, share: 0, msPerDocument: 0 });
  });
});
