import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Viewer } from '../contracts/user';
import { closeCodes, type LiveConnection, type LiveHub } from './live-hub';

/** Who is asking, or the close code that answers instead. Same-origin is checked for cookies (formats.md 4). */
export type Authenticate = (request: IncomingMessage) => Promise<{ viewer: Viewer } | { refused: 4401 | 4403 }>;

export interface LiveGatewayParts {
  readonly hub: LiveHub;
  readonly authenticate: Authenticate;
  /**
   * How often an open connection's session is looked at again, so that one that ended is cut. A reader that takes no
   * byte for this long is slow, whatever is still to come.
   */
  readonly recheckMs: number;
  readonly onFault: (fault: unknown) => void;
}

/** What a client gets to answer a close before its connection is dropped. */
const closeMs = 1000;

/** Resolves when everything that was written has left, the connection is gone, or the reader took too long. */
function drained(raw: Duplex, atMostMs: number): Promise<void> {
  if (!raw.writableNeedDrain || raw.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, atMostMs);
    function done(): void {
      clearTimeout(timer);
      raw.off('drain', done).off('close', done);
      resolve();
    }
    raw.once('drain', done).once('close', done);
  });
}

function connectionOf(socket: WebSocket, raw: Duplex, patienceMs: number): LiveConnection {
  return {
    send(frames) {
      // One TCP write for many frames: with hundreds of clients the system calls cost more than the frames.
      raw.cork();
      for (const frame of frames) socket.send(frame, { binary: false });
      process.nextTick(() => raw.uncork());
    },
    bufferedBytes: () => socket.bufferedAmount,
    drained: () => drained(raw, patienceMs),
    close: (code, reason) => {
      socket.close(code, reason);
      // A client that reads nothing never answers the close; its buffer must not stay.
      if (code === closeCodes.tooSlow) socket.terminate();
    },
  };
}

const isOpen = (socket: WebSocket): boolean => socket.readyState === socket.OPEN;

/** Path and cursor of the address; undefined where it is no address at all. */
function addressOf(request: IncomingMessage): URL | undefined {
  const address = `http://localhost${request.url ?? ''}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Looks at the session again and again as long as the connection is open; the hub learns what the viewer may see now. */
function recheck(parts: LiveGatewayParts, socket: WebSocket, request: IncomingMessage): void {
  const timer = setInterval(() => {
    parts
      .authenticate(request)
      .then((answer) => {
        if ('refused' in answer) socket.close(answer.refused, 'session ended');
      })
      .catch(parts.onFault);
  }, parts.recheckMs);
  socket.once('close', () => clearInterval(timer));
}

async function serve(
  parts: LiveGatewayParts,
  socket: WebSocket,
  from: { request: IncomingMessage; raw: Duplex },
): Promise<void> {
  const answer = await parts.authenticate(from.request);
  if ('refused' in answer) {
    socket.close(answer.refused, answer.refused === closeCodes.sessionEnded ? 'session ended' : 'forbidden');
    return;
  }
  // The client may have gone while it was looked up; then no close event follows.
  if (!isOpen(socket)) return;
  recheck(parts, socket, from.request);
  const since = addressOf(from.request)?.searchParams.get('since') ?? undefined;
  const detach = await parts.hub.attach(connectionOf(socket, from.raw, parts.recheckMs), answer.viewer, since);
  socket.once('close', detach);
  if (!isOpen(socket)) detach();
}

/** Puts `GET /live?since=CURSOR` on an HTTP server. Returns how to take it off again: every client is told to go. */
export function attachLiveGateway(server: Server, parts: LiveGatewayParts): () => void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 4096 });

  const onUpgrade = (request: IncomingMessage, raw: Duplex, head: Buffer): void => {
    // A connection that breaks off while it is being answered is nobody's fault, and must not stop the service.
    raw.on('error', () => raw.destroy());
    if (addressOf(request)?.pathname !== '/live') {
      raw.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      // What breaks the protocol is answered by the socket itself with its close code.
      socket.on('error', () => undefined);
      serve(parts, socket, { request, raw }).catch((fault: unknown) => {
        parts.onFault(fault);
        socket.close(1011, 'internal');
      });
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    sockets.close();
    for (const socket of sockets.clients) socket.close(closeCodes.goingAway, 'the service is stopping');
    setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), closeMs).unref();
  };
}
