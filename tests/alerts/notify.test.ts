import { backOffMs, dispatchDue, queueNotifications } from '../../alerts/notify';
import type { Channel, DeliveryOutcome } from '../../alerts/channels/channel';
import { raiseAlert } from '../../alerts/raise-alert';
import { sampleAnalysis, sampleCandidate, sampleDocument } from '../sample-nouns';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
beforeEach(async () => (store = await temporaryArchive('2026-05-11T01:00:00.000Z')));
afterEach(() => store.close());

const failed: DeliveryOutcome = { delivered: false, final: false, reason: 'timeout', message: '' };

/** A channel whose answers are given in advance; keeps what it was asked to send. */
function scripted(name: string, outcomes: DeliveryOutcome[]): Channel & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    name,
    label: name,
    sent,
    wants: () => true,
    send: (delivery) => {
      sent.push(delivery.id);
      return Promise.resolve(outcomes.shift() ?? { delivered: true });
    },
  };
}

async function queued(channels: Channel[]): Promise<void> {
  const { archive } = store;
  await archive.unitOfWork(async () => {
    const { alert } = await raiseAlert(
      { alerts: archive.alerts, events: archive.liveEvents },
      sampleCandidate('m1'),
      store.time,
    );
    await queueNotifications({ outbox: archive.outbox, channels }, alert);
    await queueNotifications({ outbox: archive.outbox, channels }, alert);
  });
}

const dispatch = (channels: Channel[], attempts = 3) =>
  dispatchDue({ outbox: store.archive.outbox, channels, attempts, now: () => new Date(store.time) });
const later = (ms: number): void => void (store.time = new Date(Date.parse(store.time) + ms).toISOString());

test('each alert goes out once through each channel, however often it is queued', async () => {
  const channels = [scripted('one', []), scripted('two', [])];
  await queued(channels);
  expect(await dispatch(channels)).toEqual({ delivered: 2, failed: 0, dead: 0 });
  later(3_600_000);
  expect(await dispatch(channels)).toEqual({ delivered: 0, failed: 0, dead: 0 });
  expect(channels.map((channel) => channel.sent.length)).toEqual([1, 1]);
});

test('a failure waits, is tried again, and succeeds', async () => {
  const channel = scripted('one', [failed]);
  await queued([channel]);
  expect(await dispatch([channel])).toEqual({ delivered: 0, failed: 1, dead: 0 });
  expect(await dispatch([channel])).toEqual({ delivered: 0, failed: 0, dead: 0 });
  later(backOffMs(0));
  expect(await dispatch([channel])).toEqual({ delivered: 1, failed: 0, dead: 0 });
});

test.each([
  ['a refusal is final', [{ ...failed, final: true }], 1],
  ['too many attempts', [failed, failed, failed], 3],
] as [string, DeliveryOutcome[], number][])('%s: it is kept as dead', async (_what, outcomes, rounds) => {
  const channel = scripted('one', [...outcomes]);
  await queued([channel]);
  for (let round = 0; round < rounds; round += 1) {
    await dispatch([channel]);
    later(600_000);
  }
  expect(await store.archive.outbox.counts()).toEqual({ waiting: 0, dead: 1 });
});

test('a channel that is gone from the settings does not block the others', async () => {
  const gone = scripted('gone', []);
  const here = scripted('here', []);
  await queued([gone, here]);
  expect(await dispatch([here])).toEqual({ delivered: 1, failed: 0, dead: 1 });
});

test.each([
  [0, 1000],
  [1, 2000],
  [5, 32_000],
  [50, 600_000],
])('after %i attempts the pause is %i ms', (attempts, ms) => {
  expect(backOffMs(attempts)).toBe(ms);
});

test('alerts of one group go out as one notice per interval, after the wait', async () => {
  const { archive } = store;
  const channel = scripted('one', []);
  const raise = async (name: string): Promise<void> => {
    const document = sampleDocument({ url: `http://sample.invalid/${name}` });
    const candidate = sampleCandidate(name, document, { analysis: sampleAnalysis(document, { cluster: name }) });
    await archive.unitOfWork(async () => {
      const { alert } = await raiseAlert({ alerts: archive.alerts, events: archive.liveEvents }, candidate, store.time);
      const grouping = { key: 'seller', waitMs: 30_000, intervalMs: 600_000 };
      await queueNotifications({ outbox: archive.outbox, channels: [channel] }, alert, grouping);
    });
  };
  await raise('a');
  await raise('b');
  expect(await dispatch([channel])).toEqual({ delivered: 0, failed: 0, dead: 0 });
  later(30_000);
  expect(await dispatch([channel])).toEqual({ delivered: 1, failed: 0, dead: 0 });
  later(600_000);
  await raise('c');
  later(30_000);
  expect(await dispatch([channel])).toEqual({ delivered: 1, failed: 0, dead: 0 });
});
