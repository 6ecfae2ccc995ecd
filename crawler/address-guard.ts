import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';

const refusedFile = z.strictObject({ addresses: z.array(z.string()) });
const refused = new Set(
  refusedFile.parse(parse(readFileSync(dataFile('crawler/refused-addresses.yaml'), 'utf8'))).addresses,
);

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** True for an IP address or a CIDR block, the two forms of an allow-list entry. */
export function isAddressOrBlock(entry: string): boolean {
  return isIP(entry) !== 0 || ipaddr.isValidCIDR(entry);
}

function networkOf(entry: string): Network {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  const address = ipaddr.parse(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/**
 * Decides which resolved addresses may be reached: public unicast ones, and those on the allow-list (IP or CIDR).
 * Loopback, private, link-local, shared, metadata, multicast and translated ranges are refused otherwise.
 */
export class AddressGuard {
  readonly key: string;
  private readonly allowed: readonly Network[];

  constructor(allow: readonly string[]) {
    const entries = [...new Set(allow)].sort();
    this.key = entries.join(',');
    this.allowed = entries.map(networkOf);
  }

  permits(text: string): boolean {
    if (isIP(text) === 0) return false;
    const address = ipaddr.process(text);
    if (this.allowed.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))) {
      return true;
    }
    return address.range() === 'unicast' && !refused.has(address.toString());
  }
}
