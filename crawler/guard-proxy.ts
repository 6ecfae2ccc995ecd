import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, isIP, type AddressInfo, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { AddressGuard } from './address-guard';
import { failureFromError } from './failure-from-error';
import { guardedLookup, type Resolve } from './guarded-connect';

/** Marks an answer as the proxy's own; its value is the failure reason. */
export const refusalHeader = 'x-yaoshao-refused';

export interface GuardProxyAddress {
  readonly server: string;
  readonly username: string;
  readonly password: string;
}

/**
 * A forward proxy on the loopback for one browser context: whatever the page loads (pictures, scripts, frames, sockets, redirects),
 * the address is resolved and judged here, at connect time. The browser itself resolves nothing. Only who knows the password may use it.
 */
export class GuardProxy {
  private readonly server: Server;
  private readonly password = randomBytes(18).toString('base64url');
  private readonly sockets = new Set<Duplex>();
  private readonly lookup;

  constructor(
    private readonly guard: AddressGuard,
    resolve: Resolve,
    private readonly timeoutMs: number,
  ) {
    this.lookup = guardedLookup(guard, resolve);
    this.server = createServer((request, response) => this.forward(request, response));
    this.server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.tunnel(request, socket, head),
    );
    this.server.on('connection', (socket: Socket) => this.track(socket));
  }

  async listen(): Promise<GuardProxyAddress> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${port}`, username: 'browser', password: this.password };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private track(socket: Duplex): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A broken connection is the browser's to report; here it only must not end the process.
    socket.on('error', () => socket.destroy());
  }

  private isKnown(request: IncomingMessage): boolean {
    const expected = `Basic ${Buffer.from(`browser:${this.password}`).toString('base64')}`;
    return request.headers['proxy-authorization'] === expected;
  }

  private mayConnect(host: string): boolean {
    return isIP(host) === 0 || this.guard.permits(host);
  }

  private forward(request: IncomingMessage, response: ServerResponse): void {
    if (!this.isKnown(request)) {
      response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="yaoshao"' }).end();
      return;
    }
    const target = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : null;
    const host = target?.hostname.replace(/^\[|\]$/gu, '') ?? '';
    if (target?.protocol !== 'http:' || !this.mayConnect(host)) {
      response.writeHead(403, { [refusalHeader]: 'blocked-address' }).end('address refused');
      return;
    }
    const headers = { ...request.headers };
    delete headers['proxy-authorization'];
    delete headers['proxy-connection'];
    const onward = httpRequest(
      target,
      { method: request.method, headers, lookup: this.lookup, timeout: this.timeoutMs },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    onward.on('timeout', () => onward.destroy());
    onward.on('error', (error) => {
      const { reason } = failureFromError(error, { stage: 'proxy', subjectId: host });
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { [refusalHeader]: reason }).end('cannot connect');
    });
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  private tunnel(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.track(socket);
    if (!this.isKnown(request)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="yaoshao"\r\n\r\n');
      return;
    }
    const target = URL.canParse(`http://${request.url ?? ''}`) ? new URL(`http://${request.url ?? ''}`) : null;
    const host = target?.hostname.replace(/^\[|\]$/gu, '') ?? '';
    if (target === null || !this.mayConnect(host)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const onward = connect({ host, port: Number(target.port || '80'), lookup: this.lookup });
    this.track(onward);
    onward.setTimeout(this.timeoutMs, () => onward.destroy());
    onward.on('connect', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  }
}
