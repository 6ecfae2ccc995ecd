import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ListingPage } from '../../../crawler/sources/source-kind';

const folder = join(__dirname, '../../fixtures/sources');

/** A saved listing page as the visitor hands it to its kind. */
export function savedPage(file: string, url: string, change: Partial<ListingPage> = {}): ListingPage {
  const bytes = readFileSync(join(folder, file));
  return { url, bytes, text: bytes.toString('utf8'), contentType: undefined, ...change };
}
