import { crawlerSettings } from '../../config/crawler-settings';
import { HostGate, type GateAnswer, type GatePass } from '../../crawler/host-gate';
import { HandClock, settle } from './local-web';

const settingsOf = (change: object = {}) =>
  crawlerSettings.parse({ gate: { jitter: 0, maxWaitMs: 60_000, ...change } }).gate;
const ask = (host: string, spacingMs = 1000, concurrency = 1) => ({ host, spacingMs, concurrency });

function gateAt(change: object = {}, random = () => 0.5) {
  const clock = new HandClock();
  const gate = new HostGate(settingsOf(change), { clock, random });
  const starts: { name: string; at: number }[] = [];
  const enter = (name: string, request = ask('a')): Promise<GateAnswer> =>
    gate.enter(request).then((answer) => {
      if (answer.ok) starts.push({ name, at: clock.now() - begin });
      return answer;
    });
  const begin = clock.now();
  return { clock, gate, enter, starts };
}

const release = (answer: GateAnswer) => (answer as { pass: GatePass }).pass.release();

describe('the host gate', () => {
  it('spaces the requests of one host, first come, first served', async () => {
    const { clock, enter, starts } = gateAt();
    for (const name of ['one', 'two', 'three']) void enter(name).then(release);
    await clock.advance(5000);
    expect(starts).toEqual([
      { name: 'one', at: 0 },
      { name: 'two', at: 1000 },
      { name: 'three', at: 2000 },
    ]);
  });

  it('adds jitter, never less than the spacing', async () => {
    const { clock, enter, starts } = gateAt({ jitter: 0.5 }, () => 0.5);
    for (const name of ['one', 'two', 'three']) void enter(name).then(release);
    await clock.advance(5000);
    expect(starts.map(({ at }) => at)).toEqual([0, 1250, 2500]);
  });

  it('never lets one slow host delay another', async () => {
    const { clock, enter, starts } = gateAt();
    void enter('slow 1');
    void enter('slow 2');
    void enter('quick', ask('b'));
    await settle();
    expect(starts).toEqual([
      { name: 'slow 1', at: 0 },
      { name: 'quick', at: 0 },
    ]);
    await clock.advance(30_000);
    expect(starts).toHaveLength(2);
  });

  it('keeps the concurrency of a host and gives the place on when it is released', async () => {
    const { enter, starts } = gateAt();
    const first = await enter('one', ask('a', 0, 2));
    await enter('two', ask('a', 0, 2));
    void enter('three', ask('a', 0, 2));
    await settle();
    expect(starts.map(({ name }) => name)).toEqual(['one', 'two']);
    release(first);
    release(first);
    await settle();
    expect(starts.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
  });

  it('sends a caller away who would wait too long, with the time to come back', async () => {
    const { enter } = gateAt({ maxWaitMs: 2500 });
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four', 'five'].map((name) => Promise.race([enter(name), settle().then(() => 'waits')])),
    );
    expect(answers.slice(0, 4).map((answer) => (typeof answer === 'string' ? answer : answer.ok))).toEqual([
      true,
      'waits',
      'waits',
      false,
    ]);
    expect(answers[3]).toMatchObject({ reason: 'busy', retryAfterMs: 3000 });
  });

  it('sends a waiter away when the host hangs past its patience', async () => {
    const { clock, enter } = gateAt({ maxWaitMs: 5000 });
    await enter('hangs', ask('a', 0));
    const second = enter('second', ask('a', 0));
    await clock.advance(5000);
    expect(await second).toMatchObject({ ok: false, reason: 'busy' });
  });

  it('stays closed for as long as a server asked', async () => {
    const { clock, gate, enter, starts } = gateAt();
    gate.penalise('a', 30_000);
    void enter('one');
    await clock.advance(29_999);
    expect(starts).toEqual([]);
    await clock.advance(1);
    expect(starts).toEqual([{ name: 'one', at: 30_000 }]);
  });

  it('spends the budget of a day and opens again at midnight in Shanghai', async () => {
    const { clock, enter } = gateAt({ dailyBudget: 2 });
    for (const name of ['one', 'two']) release(await enter(name, ask('a', 0)));
    const third = await enter('three', ask('a', 0));
    expect(third).toMatchObject({ ok: false, reason: 'budget-spent', retryAfterMs: 15 * 3_600_000 });
    await clock.advance((third as { retryAfterMs: number }).retryAfterMs);
    expect(await enter('four', ask('a', 0))).toMatchObject({ ok: true });
  });

  it('forgets idle hosts', async () => {
    const { clock, gate, enter } = gateAt({ maxHosts: 10 });
    for (let n = 0; n < 50; n += 1) {
      release(await enter(`h${n}`, ask(`h${n}`)));
      await clock.advance(2000);
    }
    expect(gate.size).toBeLessThanOrEqual(10);
  });
});
