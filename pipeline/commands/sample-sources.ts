import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFile } from '../../config/project-root';

/** Writes the sample web's sources with its address filled in, and gives the file. */
export function writeSampleSources(baseUrl: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'sample-sources.yaml');
  writeFileSync(file, readFileSync(dataFile('demo/sources.yaml'), 'utf8').replaceAll('{base}', baseUrl));
  return file;
}
