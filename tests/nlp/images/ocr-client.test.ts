import { join } from 'node:path';
import type { StageFailure } from '../../../contracts/failure';
import { OcrClient } from '../../../nlp/images/ocr-client';

const open: OcrClient[] = [];
function client(entry = join(__dirname, 'obedient-reader.mjs'), deadlineMs = 10_000): OcrClient {
  const one = new OcrClient({ deadlineMs, maxMemoryMb: 900, entry });
  open.push(one);
  return one;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const order = { read: 0, exit: 1, silence: 2, error: 3, grow: 4 };

async function outcome(one: OcrClient, tile: number): Promise<string> {
  try {
    return (await one.read(Uint8Array.of(tile))).map(({ text }) => text).join();
  } catch (error) {
    return (error as StageFailure).reason;
  }
}

describe('OcrClient', () => {
  test('reads tiles one after the other in one process', async () => {
    const one = client();
    const processes = await Promise.all([0, 0, 0].map((tile) => outcome(one, tile)));
    expect(new Set(processes).size).toBe(1);
  });

  const failures: [string, number, string][] = [
    ['a process that ends', order.exit, 'worker-died'],
    ['a reader that fails', order.error, 'model'],
  ];
  test.each(failures)('%s fails its tile only', async (_, tile, reason) => {
    const one = client();
    const outcomes = await Promise.all([order.read, tile, order.read].map((each) => outcome(one, each)));
    expect(outcomes[1]).toBe(reason);
    expect(outcomes[0]).toMatch(/^\d+$/);
    expect(outcomes[2]).toMatch(/^\d+$/);
  });

  test('a process that is silent is replaced', async () => {
    const one = client(undefined, 1_500);
    const [before, silent, after] = await Promise.all(
      [order.read, order.silence, order.read].map((each) => outcome(one, each)),
    );
    expect(silent).toBe('deadline');
    expect(after).toMatch(/^\d+$/);
    expect(after).not.toBe(before);
  });

  test('a process that has grown too large is replaced after its tile', async () => {
    const one = client();
    const [first, second] = await Promise.all([order.grow, order.read].map((each) => outcome(one, each)));
    expect(first).toMatch(/^\d+$/);
    expect(second).not.toBe(first);
  });

  test('a process that cannot start says why', async () => {
    await expect(client(join(__dirname, 'absent.mjs')).read(Uint8Array.of(0))).rejects.toMatchObject({
      reason: 'worker-died',
      message: expect.stringContaining('absent.mjs') as string,
    });
  });

  test('closing gives everything back', async () => {
    const one = client();
    const work = [order.silence, order.read].map((each) => outcome(one, each));
    await one.close();
    expect(await Promise.all(work)).toEqual(['worker-died', 'worker-died']);
    expect(await outcome(one, order.read)).toBe('worker-died');
  });
});
