import { PublishingPace, type Rhythm } from '../../demo/publishing-pace';
import { SeededRandom } from '../../demo/seeded-random';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function stepsAfter(rhythm: Rhythm, milliseconds: number, seed = 1): { steps: number; pace: PublishingPace } {
  const seen = { steps: 0 };
  const pace = new PublishingPace(rhythm, new SeededRandom(seed), () => (seen.steps += 1));
  pace.resume();
  jest.advanceTimersByTime(milliseconds);
  return { steps: seen.steps, pace };
}

describe('PublishingPace', () => {
  test('one page every one to three seconds', () => {
    const { steps } = stepsAfter({ minMs: 1000, maxMs: 3000 }, 200_000);
    expect(steps).toBeGreaterThan(66);
    expect(steps).toBeLessThan(200);
    expect(Math.abs(steps - 100)).toBeLessThan(20);
  });

  test.each([1, 20, 50])('a fixed rate of %i per second does not drift', (perSecond) => {
    const { steps } = stepsAfter({ minMs: 0, maxMs: 0, perSecond }, 30_000);
    expect(steps).toBeGreaterThanOrEqual(30 * perSecond - 2);
    expect(steps).toBeLessThanOrEqual(30 * perSecond);
  });

  test('pausing stops, resuming goes on without catching up', () => {
    let steps = 0;
    const rhythm = { minMs: 0, maxMs: 0, perSecond: 10 };
    const pace = new PublishingPace(rhythm, new SeededRandom(1), () => (steps += 1));
    pace.resume();
    jest.advanceTimersByTime(1000);
    pace.pause();
    const before = steps;
    jest.advanceTimersByTime(60_000);
    expect(steps).toBe(before);
    pace.resume();
    jest.advanceTimersByTime(1000);
    expect(steps - before).toBeLessThanOrEqual(10);
    expect(steps - before).toBeGreaterThanOrEqual(8);
  });

  test('resuming twice is resuming once', () => {
    const { pace } = stepsAfter({ minMs: 1000, maxMs: 1000 }, 0);
    pace.resume();
    expect(jest.getTimerCount()).toBe(1);
    pace.pause();
    expect(jest.getTimerCount()).toBe(0);
  });
});
