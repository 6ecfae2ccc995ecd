import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard';
import { FetchFault } from './fetch-fault';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Name resolution; tests pass their own. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** The system's resolver, all addresses of a name. */
export const systemResolve: Resolve = (hostname) => dnsLookup(hostname, { all: true, verbatim: true });

function blocked(host: string, address: string): FetchFault {
  return new FetchFault({
    reason: 'blocked-address',
    message: `${host} 指向不允许访问的地址 ${address} (address is private, local or metadata)`,
    retry: 'never',
  });
}

/** A `lookup` for sockets that gives only permitted addresses and fails with `blocked-address` where none is left. */
export function guardedLookup(guard: AddressGuard, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const permitted = found.filter((entry) => guard.permits(entry.address));
        const first = permitted[0];
        if (first === undefined) {
          callback(blocked(hostname, found[0]?.address ?? '?'), '', 0);
        } else if (options.all === true) callback(null, [...permitted]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, '', 0),
    );
  };
}

export interface GuardedConnect {
  readonly guard: AddressGuard;
  readonly resolve: Resolve;
  readonly timeoutMs: number;
  /** Told the peer's address of every new connection. */
  onConnected?(hostname: string, address: string): void;
}

/**
 * A connector that judges the address it really connects to: IP literals before, names through the guarded lookup, and the
 * peer of the open socket once more. So neither DNS rebinding nor a redirect reaches a private address.
 */
export function guardedConnector(connect: GuardedConnect): buildConnector.connector {
  const base = buildConnector({
    timeout: connect.timeoutMs,
    lookup: guardedLookup(connect.guard, connect.resolve),
  });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/gu, '');
    if (isIP(host) !== 0 && !connect.guard.permits(host)) {
      callback(blocked(options.hostname, host), null);
      return;
    }
    base(options, (...outcome) => {
      const socket = outcome[1];
      const peer = socket?.remoteAddress;
      if (socket && (peer === undefined || !connect.guard.permits(peer))) {
        socket.destroy();
        callback(blocked(options.hostname, peer ?? '?'), null);
        return;
      }
      if (peer !== undefined) connect.onConnected?.(host, peer);
      callback(...outcome);
    });
  };
}
