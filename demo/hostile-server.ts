import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostileRoutes } from './hostile-routes';

export interface HostileServer {
  readonly baseUrl: string;
  /** Every address that misbehaves. */
  readonly paths: readonly string[];
  hits(path: string): number;
  close(): Promise<void>;
}

function routeOf(path: string): string {
  return path.startsWith('/redirect-chain') ? '/redirect-chain' : path;
}

/** Starts a loopback server whose every address misbehaves in its own way (`hostile-routes.ts`), for tests. */
export async function startHostileServer(options: { port?: number; host?: string } = {}): Promise<HostileServer> {
  const { port = 0, host = '127.0.0.1' } = options;
  const hits = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = routeOf(new URL(request.url ?? '/', 'http://localhost').pathname);
    hits.set(path, (hits.get(path) ?? 0) + 1);
    const route = hostileRoutes[path];
    if (route === undefined) {
      response.writeHead(404).end();
      return;
    }
    Promise.resolve(route(response, request)).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    baseUrl: `http://${host}:${(server.address() as AddressInfo).port}`,
    paths: Object.keys(hostileRoutes),
    hits: (path) => hits.get(path) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
