import type { AlertStore, LiveEventStore, OutboxStore } from '../../../alerts/alert-store';
import type { DocumentStore } from '../../../crawler/crawl-store';
import type { UnitOfWork } from '../../../pipeline/stores';
import { noon, sampleAlert, sampleDocument } from '../samples';

export interface UnitOfWorkParts {
  readonly unitOfWork: UnitOfWork;
  readonly documents: DocumentStore;
  readonly alerts: AlertStore;
  readonly liveEvents: LiveEventStore;
  readonly outbox: OutboxStore;
}

const notice = (text: string): Parameters<LiveEventStore['append']>[0] => ({
  at: noon,
  body: { type: 'notice', data: { text } },
  scope: { region: '330000', organisationIds: ['o1'], right: 'any' },
});

/** Together or not at all: what every unit of work must do, and the stores that only append. */
export function unitOfWorkSuite(fresh: () => Promise<UnitOfWorkParts>): void {
  let parts: UnitOfWorkParts;
  beforeEach(async () => {
    parts = await fresh();
  });
  const put = (id: string): Promise<boolean> => parts.documents.insert(sampleDocument({ id, text: id }));

  test('inside, own writes are seen; outside, only once they are kept', async () => {
    await parts.unitOfWork(async () => {
      await put('a');
      expect(await parts.documents.count()).toBe(1);
    });
    expect(await parts.documents.count()).toBe(1);
  });

  test('a reader outside does not see what is not kept yet', async () => {
    let enter = (): void => undefined;
    let leave = (): void => undefined;
    const inside = new Promise<void>((resolve) => (enter = resolve));
    const held = new Promise<void>((resolve) => (leave = resolve));
    const writing = parts.unitOfWork(async () => {
      await put('a');
      enter();
      await held;
    });
    await inside;
    expect(await parts.documents.count()).toBe(0);
    leave();
    await writing;
    expect(await parts.documents.count()).toBe(1);
  });

  test('what throws leaves nothing behind', async () => {
    const failing = parts.unitOfWork(async () => {
      await put('a');
      await parts.liveEvents.append(notice('gone'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await parts.documents.count()).toBe(0);
    expect(await parts.liveEvents.bounds()).toEqual({ oldest: 0, latest: 0 });
  });

  test('a nested unit joins: it is undone with the outer one', async () => {
    const failing = parts.unitOfWork(async () => {
      await parts.unitOfWork(() => put('inner'));
      throw new Error('outer');
    });
    await expect(failing).rejects.toThrow('outer');
    expect(await parts.documents.count()).toBe(0);
  });

  test('a nested unit that failed undoes the outer one, even where its error was caught', async () => {
    const outer = parts.unitOfWork(async () => {
      await put('outer');
      await parts
        .unitOfWork(async () => {
          await put('inner');
          throw new Error('inner');
        })
        .catch(() => undefined);
    });
    await expect(outer).rejects.toMatchObject({ reason: 'store' });
    expect(await parts.documents.count()).toBe(0);
  });

  test('one refused write inside does not undo the others', async () => {
    await parts.unitOfWork(async () => {
      await put('a');
      await parts.alerts.insert(sampleAlert(), 'm1');
      await expect(parts.alerts.insert(sampleAlert({ id: 'a2' }), 'm1')).rejects.toMatchObject({ reason: 'store' });
    });
    expect(await parts.documents.count()).toBe(1);
    expect(await parts.alerts.get('a2')).toBeUndefined();
    expect((await parts.alerts.list({}, { limit: 9 })).total).toBe(1);
  });

  test('units of work stand in line', async () => {
    const order: string[] = [];
    const work = (name: string): Promise<void> =>
      parts.unitOfWork(async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setImmediate(resolve));
        await put(name);
        order.push(`${name} out`);
      });
    await Promise.all([work('a'), work('b'), put('c'), work('d')]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'd in', 'd out']);
    expect(await parts.documents.count()).toBe(4);
  });

  test('work that goes on after its unit has ended runs in a unit of its own', async () => {
    let later: Promise<boolean> | undefined;
    await parts.unitOfWork(async () => {
      later = new Promise((resolve) => setImmediate(resolve)).then(() => put('late'));
      await put('in time');
    });
    expect(await later).toBe(true);
    expect(await parts.documents.count()).toBe(2);
  });

  test('live events get rising numbers, come back in order, and are told of once per commit', async () => {
    let told = 0;
    const stop = parts.liveEvents.onAppend(() => (told += 1));
    const first = await parts.liveEvents.append(notice('1'));
    const second = await parts.unitOfWork(async () => {
      await parts.liveEvents.append(notice('2'));
      const last = await parts.liveEvents.append(notice('3'));
      expect(told).toBe(1);
      return last;
    });
    expect(told).toBe(2);
    stop();
    await parts.liveEvents.append(notice('4'));
    expect(told).toBe(2);
    expect(second).toBeGreaterThan(first);
    const after = await parts.liveEvents.after(first, 2);
    expect(after).toMatchObject([notice('2'), notice('3')]);
    expect(after[1]?.seq).toBe(second);
    expect(await parts.liveEvents.bounds()).toEqual({ oldest: first, latest: second + 1 });
  });

  test('a rolled back number is not a gap that a viewer could wait for', async () => {
    const first = await parts.liveEvents.append(notice('1'));
    await parts
      .unitOfWork(async () => {
        await parts.liveEvents.append(notice('x'));
        throw new Error('no');
      })
      .catch(() => undefined);
    await parts.liveEvents.append(notice('2'));
    expect((await parts.liveEvents.after(first, 10)).map(({ body }) => body)).toEqual([notice('2').body]);
  });

  test('the outbox gives what is due, again after a failure, and no more once it is done or dead', async () => {
    const entry = (id: string, dueAt: string): Parameters<OutboxStore['enqueue']>[0] => ({
      id,
      channel: 'webhook',
      alertId: 'a1',
      payload: { id },
      dueAt,
    });
    const due = async (now: string): Promise<string[]> =>
      (await parts.outbox.due(now, 10)).map(({ id, attempts }) => `${id}:${attempts}`);
    await parts.outbox.enqueue(entry('n1', '2026-03-02T04:00:00Z'));
    await parts.outbox.enqueue(entry('n1', '2026-03-02T01:00:00Z'));
    await parts.outbox.enqueue(entry('n2', '2026-03-02T05:00:00Z'));
    expect(await due('2026-03-02T03:59:59Z')).toEqual([]);
    expect(await due('2026-03-02T12:00:00+08:00')).toEqual(['n1:0']);
    await parts.outbox.failed('n1', { at: noon, reason: 'channel', message: '500', nextAt: '2026-03-02T04:10:00Z' });
    expect(await due('2026-03-02T04:05:00Z')).toEqual([]);
    expect(await due('2026-03-02T06:00:00Z')).toEqual(['n1:1', 'n2:0']);
    await parts.outbox.done('n2', noon);
    await parts.outbox.failed('n1', { at: noon, reason: 'channel', message: '500', nextAt: null });
    expect(await due('2026-03-03T06:00:00Z')).toEqual([]);
    expect(await parts.outbox.counts()).toEqual({ waiting: 0, dead: 1 });
  });
}
