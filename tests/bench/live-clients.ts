import WebSocket from 'ws';

// The clients of `bench live`, in a process of their own. They keep when each event came, and nothing else: reading JSON
// 25,000 times a second would measure the reading.

export interface LiveClientsPlan {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly clients: number;
  /** Most events that one run has. */
  readonly capacity: number;
}

export type ClientsOrder =
  | { readonly do: 'open'; readonly plan: LiveClientsPlan }
  | { readonly do: 'cut' }
  | { readonly do: 'resume' }
  | { readonly do: 'report'; readonly steady: number; readonly sentAt: readonly number[] };

export interface LiveReport {
  /** Milliseconds from the order to raise an alert to its frame at a client, steady part. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly frames: number;
  readonly lost: number;
  readonly repeated: number;
  readonly outOfOrder: number;
}

/** Milliseconds of a clock that all processes of one machine share. */
export const sharedClockMs = (): number => Number(process.hrtime.bigint()) / 1e6;

interface Client {
  socket: WebSocket | undefined;
  readonly arrivals: Float64Array;
  cursor: number;
}

/** Number after `"seq":"`, and whether the frame is a ping; the frame is not parsed. */
function readFrame(text: string): { seq: number; isPing: boolean } {
  const from = text.indexOf('"seq":"') + 7;
  return { seq: Number(text.slice(from, text.indexOf('"', from))), isPing: text.startsWith('{"type":"ping"') };
}

class LiveClients {
  readonly #clients: Client[];
  #base: number | undefined;
  #repeated = 0;
  #outOfOrder = 0;

  constructor(private readonly plan: LiveClientsPlan) {
    this.#clients = Array.from({ length: plan.clients }, () => ({
      socket: undefined,
      arrivals: new Float64Array(plan.capacity),
      cursor: -1,
    }));
  }

  /** Opens every client behind its cursor; resolves with the last one's first frame. */
  async open(): Promise<void> {
    await Promise.all(this.#clients.map((client, index) => this.#connect(client, index)));
  }

  cut(): void {
    for (const client of this.#clients) client.socket?.terminate();
  }

  /** Waits until every client has the last event, at most ten seconds, then counts. */
  async report(steady: number, sentAt: readonly number[]): Promise<LiveReport> {
    const last = (this.#base ?? 0) + sentAt.length;
    const endsAt = sharedClockMs() + 10_000;
    while (this.#clients.some((client) => client.cursor < last) && sharedClockMs() < endsAt)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const delays: number[] = [];
    let lost = 0;
    for (const { arrivals } of this.#clients) {
      for (const [index, sent] of sentAt.entries()) {
        const arrived = arrivals[index] ?? 0;
        if (arrived === 0) lost += 1;
        else if (index < steady) delays.push(arrived - sent);
      }
    }
    const sorted = Float64Array.from(delays).sort();
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return {
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
      frames: sorted.length,
      lost,
      repeated: this.#repeated,
      outOfOrder: this.#outOfOrder,
    };
  }

  #connect(client: Client, index: number): Promise<void> {
    const { url, secrets } = this.plan;
    const since = client.cursor < 0 ? '' : `?since=${client.cursor}`;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live${since}`, {
      headers: { authorization: `Bearer ${secrets[index % secrets.length]}` },
      perMessageDeflate: false,
    });
    client.socket = socket;
    return new Promise((resolve, reject) => {
      socket.on('message', (data: Buffer) => {
        resolve();
        if (client.socket === socket) this.#take(client, data.toString('latin1', 0, 60));
      });
      socket.on('error', reject);
      socket.on('close', (code) => reject(new Error(`closed with ${code} before the first frame`)));
    });
  }

  #take(client: Client, text: string): void {
    const { seq, isPing } = readFrame(text);
    if (isPing) {
      this.#base ??= seq;
      client.cursor = Math.max(client.cursor, seq);
      return;
    }
    const place = seq - (this.#base ?? 0) - 1;
    if ((client.arrivals[place] ?? 0) > 0) this.#repeated += 1;
    else if (seq <= client.cursor) this.#outOfOrder += 1;
    client.arrivals[place] = sharedClockMs();
    client.cursor = Math.max(client.cursor, seq);
  }
}

let clients: LiveClients | undefined;

async function obey(order: ClientsOrder): Promise<unknown> {
  if (order.do === 'open') clients = new LiveClients(order.plan);
  if (order.do === 'open' || order.do === 'resume') return clients?.open();
  if (order.do === 'cut') return clients?.cut();
  return clients?.report(order.steady, order.sentAt);
}

process.on('message', (order: ClientsOrder) => {
  obey(order).then(
    (answer) => process.send?.({ answer: answer ?? null }),
    (error: unknown) => process.send?.({ fault: String(error) }),
  );
});
