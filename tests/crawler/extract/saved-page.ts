import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A self-written page of `tests/fixtures/pages`. */
export function savedPage(name: string): string {
  return readFileSync(join(__dirname, '../../fixtures/pages', `${name}.html`), 'utf8');
}
