import WebSocket from 'ws';
import { liveFrame, type LiveFrame } from '../../contracts/live-event';
import { until } from './until';

/** A client of the live socket that keeps what it was sent. */
export interface LiveClient {
  readonly socket: WebSocket;
  readonly frames: LiveFrame[];
  readonly texts: string[];
  /** Close code, once it is closed. */
  readonly closed: () => number | undefined;
  /** Status of an answer that is no socket. */
  readonly refusedWith: () => number | undefined;
  /** Types of the events, without pings. */
  readonly types: () => string[];
  readonly cursor: () => string | undefined;
  close(): Promise<void>;
}

/** Opens `/live`; resolves with the first frame, the close, or the refusal. */
export async function openLive(
  url: string,
  who: { secret?: string; cookie?: string; origin?: string; since?: string; path?: string },
): Promise<LiveClient> {
  const since = who.since === undefined ? '' : `?since=${encodeURIComponent(who.since)}`;
  const socket = new WebSocket(`${url.replace('http', 'ws')}${who.path ?? '/live'}${since}`, {
    headers: {
      ...(who.secret === undefined ? {} : { authorization: `Bearer ${who.secret}` }),
      ...(who.cookie === undefined ? {} : { cookie: who.cookie }),
      ...(who.origin === undefined ? {} : { origin: who.origin }),
    },
  });
  const frames: LiveFrame[] = [];
  const texts: string[] = [];
  let closed: number | undefined;
  let refusedWith: number | undefined;
  socket.on('message', (data: Buffer) => {
    texts.push(data.toString('utf8'));
    frames.push(liveFrame.parse(JSON.parse(data.toString('utf8'))));
  });
  socket.on('close', (code) => (closed = code));
  socket.on('unexpected-response', (request, response) => {
    refusedWith = response.statusCode;
    request.destroy();
  });
  socket.on('error', () => undefined);
  await until('the socket answers', () => frames.length > 0 || closed !== undefined || refusedWith !== undefined);
  return {
    socket,
    frames,
    texts,
    closed: () => closed,
    refusedWith: () => refusedWith,
    types: () => frames.map((frame) => frame.type).filter((type) => type !== 'ping'),
    cursor: () => frames.at(-1)?.seq,
    async close() {
      socket.close();
      await until('the socket is closed', () => closed !== undefined);
    },
  };
}
