import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

function findProjectFolder(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package-lock.json above ${start}: the sample data cannot be found`);
    folder = parent;
  }
  return folder;
}

const demoFolder = join(findProjectFolder(__dirname), 'demo');

/** Absolute path of a data file of the sample web, named from `demo/`; the same from the sources and from `dist/`. */
export function demoFile(path: string): string {
  return join(demoFolder, path);
}

/** The text of a data file of the sample web. */
export function readDemoText(path: string): string {
  return readFileSync(demoFile(path), 'utf8');
}

/** The parsed content of a YAML file of the sample web; the caller checks its shape. */
export function readDemoYaml(path: string): unknown {
  return parse(readDemoText(path));
}
