import fc from 'fast-check';
import type { Visit } from '../../contracts/source';
import { changeRate, intervalOf, nextDue } from '../../crawler/schedule';
import { testSource } from './local-web';

const start = Date.parse('2026-03-02T00:00:00Z');
const minute = 60_000;

function visit(at: number, queued: number, outcome: Visit['outcome'] = queued > 0 ? 'ok' : 'unchanged'): Visit {
  const time = new Date(at).toISOString();
  return {
    id: `v${at}`,
    sourceId: 's',
    dueAt: time,
    startedAt: time,
    endedAt: time,
    outcome,
    reason: null,
    message: null,
    found: queued,
    queued,
  };
}

const every = (schedule: object) => testSource({ schedule });
const history = (visits: Visit[], failuresInARow = 0) => ({ visits, failuresInARow });
const tenMinutes = every({ every: '10m' });
const adaptive = every({ every: '10m', adaptive: { min: '2m', max: '6h' } });
const runs = (count: number, gapMs: number, queued: (n: number) => number) =>
  Array.from({ length: count }, (_, n) => visit(start + n * gapMs, queued(n)));

describe('the interval of a source', () => {
  const table: [string, () => number, (interval: number) => boolean][] = [
    ['is its own without adaptive settings', () => intervalOf(tenMinutes, history([])), (ms) => ms === 10 * minute],
    ['is its own before anything is known', () => intervalOf(adaptive, history([])), (ms) => ms === 10 * minute],
    [
      'shrinks to the least when every visit finds something',
      () => intervalOf(adaptive, history(runs(20, 5 * minute, () => 3))),
      (ms) => ms === 2 * minute,
    ],
    [
      'grows when nothing changes, towards the most',
      () => intervalOf(adaptive, history(runs(20, 60 * minute, () => 0))),
      (ms) => ms > 60 * minute && ms <= 360 * minute,
    ],
    [
      'is near the true period when one visit in two finds something',
      () => intervalOf(adaptive, history(runs(40, 10 * minute, (n) => n % 2))),
      (ms) => ms > 10 * minute && ms < 20 * minute,
    ],
  ];
  it.each(table)('%s', (_, interval, holds) => expect(holds(interval())).toBe(true));

  it('takes failed visits for no evidence of change or rest', () => {
    const good = runs(10, 10 * minute, (n) => n % 2);
    expect(changeRate([...good, visit(start + 105 * minute, 0, 'failed')])).toBe(changeRate(good));
  });
});

describe('the next due time', () => {
  it('lies one interval after the last visit, give or take a twentieth', () => {
    const { dueAt } = nextDue(tenMinutes, history([visit(start, 1)]), start);
    expect(Math.abs(dueAt - start - 10 * minute)).toBeLessThanOrEqual(minute / 2);
  });

  it('doubles with every failure in a row, up to a day', () => {
    const due = (failures: number) => nextDue(tenMinutes, history([visit(start, 1)], failures), start).dueAt - start;
    expect(due(1) / due(0)).toBeCloseTo(2, 1);
    expect(due(3) / due(0)).toBeCloseTo(8, 1);
    expect(due(30)).toBeLessThanOrEqual(86_400_000 * 1.05);
  });

  it('is the same for the same history, whoever asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.nat(5), (gap, failures) => {
        const past = history([visit(start, 1)], failures);
        expect(nextDue(adaptive, past, start + gap)).toEqual(nextDue(adaptive, past, start + gap));
      }),
    );
  });

  it('spreads many sources after an outage instead of letting them all go at once', () => {
    const readyAt = start + 3 * 86_400_000;
    const due = Array.from({ length: 500 }, (_, n) => {
      const source = testSource({ id: `s-${n}`, schedule: { every: '10m' } });
      return nextDue(source, history([visit(start, 1)]), readyAt).dueAt - readyAt;
    });
    expect(Math.min(...due)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...due)).toBeLessThanOrEqual(minute);
    const perSecond = new Map<number, number>();
    for (const ms of due) perSecond.set(Math.floor(ms / 1000), (perSecond.get(Math.floor(ms / 1000)) ?? 0) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThan(30);
  });
});
