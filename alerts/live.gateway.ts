import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Viewer } from '../contracts/user';
import { closeCodes, type LiveConnection, type LiveHub } from './live-hub';

/** Who is asking, or the close code that answers instead. Same-origin is checked for cookies (formats.md 4). */
export type Authenticate = (request: IncomingMessage) => Promise<{ viewer: Viewer } | { refused: 4401 | 4403 }>;

function connectionOf(socket: WebSocket, raw: Duplex): LiveConnection {
  return {
    send(frames) {
      // One TCP write for many frames: with hundreds of clients the system calls cost more than the frames.
      raw.cork();
      for (const frame of frames) socket.send(frame);
      process.nextTick(() => raw.uncork());
    },
    bufferedBytes: () => socket.bufferedAmount,
    close: (code, reason) => {
      socket.close(code, reason);
      // A client that reads nothing never answers the close; its buffer must not stay.
      if (code === closeCodes.tooSlow) socket.terminate();
    },
  };
}

/** Puts `GET /live?since=CURSOR` on an HTTP server. Returns how to take it off again. */
export function attachLiveGateway(server: Server, hub: LiveHub, authenticate: Authenticate): () => void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 4096 });

  const serve = async (socket: WebSocket, request: IncomingMessage, raw: Duplex): Promise<void> => {
    const answer = await authenticate(request);
    if ('refused' in answer) {
      socket.close(answer.refused, answer.refused === 4401 ? 'session ended' : 'forbidden');
      return;
    }
    const since = new URL(request.url ?? '/', 'http://localhost').searchParams.get('since') ?? undefined;
    socket.on('error', () => socket.terminate());
    const detach = await hub.attach(connectionOf(socket, raw), answer.viewer, since);
    socket.on('close', detach);
    // The client may have gone while it was being caught up; then no close event follows.
    if (socket.readyState !== socket.OPEN) detach();
  };

  const onUpgrade = (request: IncomingMessage, raw: Duplex, head: Buffer): void => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/live') {
      raw.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => {
      serve(socket, request, raw).catch(() => socket.close(1011, 'internal'));
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    sockets.close();
  };
}
