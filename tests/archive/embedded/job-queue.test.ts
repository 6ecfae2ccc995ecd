import { job, jobQueueSuite } from '../contract/job-queue-suite';
import { type TemporaryArchive, temporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
beforeEach(async () => {
  store = await temporaryArchive();
});
afterEach(() => store.remove());

describe('the embedded queue', () => {
  jobQueueSuite({
    fresh: () => Promise.resolve(store.archive.jobs),
    reopened: async () => {
      await store.reopen();
      return store.archive.jobs;
    },
  });

  test('listeners hear of a stage once per commit, and not of what was rolled back or known before', async () => {
    const heard: string[] = [];
    const stop = store.archive.jobs.onEnqueue((stage) => heard.push(stage));
    await store.archive.unitOfWork(async () => {
      await store.archive.jobs.enqueue([job('a'), job('b')]);
      await store.archive.jobs.enqueue([job('c', { stage: 'analyse' })]);
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(['fetch', 'analyse']);
    await store.archive.jobs.enqueue([job('a')]);
    await expect(
      store.archive.unitOfWork(async () => {
        await store.archive.jobs.enqueue([job('d')]);
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    stop();
    await store.archive.jobs.enqueue([job('e')]);
    expect(heard).toEqual(['fetch', 'analyse']);
  });

  test('ids are remembered until they are pruned by age', async () => {
    await store.archive.jobs.enqueue([job('a')]);
    await store.archive.jobs.complete('a', '2026-03-02T04:00:00Z');
    expect(await store.archive.jobs.prune('2026-03-02T04:00:00Z')).toBe(0);
    expect(await store.archive.jobs.prune('2026-03-02T04:00:01Z')).toBe(1);
    expect(await store.archive.jobs.enqueue([job('a')])).toBe(1);
  });
});
