import WebSocket from 'ws';

export interface HeardEvent {
  readonly seq: number;
  readonly type: string;
  readonly id: string;
}

/** A viewer of the live socket that survives any number of cuts: it comes back with the last cursor it handled. */
export class LiveListener {
  readonly events: HeardEvent[] = [];
  resets = 0;
  #cursor = '0';
  #socket: WebSocket | undefined;

  constructor(private readonly token: string) {}

  /** Connects to a server and resolves when the socket is open. */
  connect(baseUrl: string): Promise<void> {
    const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/live?since=${this.#cursor}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    this.#socket = socket;
    socket.on('message', (data) =>
      this.#hear(JSON.parse((data as Buffer).toString()) as { seq: string; type: string; data?: { id?: string } }),
    );
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
  }

  close(): void {
    this.#socket?.close();
  }

  #hear(frame: { seq: string; type: string; data?: { id?: string } }): void {
    if (frame.type === 'reset') this.resets += 1;
    this.#cursor = frame.seq;
    if (frame.type !== 'ping' && frame.type !== 'reset')
      this.events.push({ seq: Number(frame.seq), type: frame.type, id: frame.data?.id ?? '' });
  }
}
