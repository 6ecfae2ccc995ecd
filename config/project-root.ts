import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findProjectRoot(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package-lock.json above ${start}: the project folder cannot be found`);
    folder = parent;
  }
  return folder;
}

/** Absolute path of the project folder, the same from the sources and from `dist/`. */
export const projectRoot: string = findProjectRoot(__dirname);

/** Absolute path of a data file that ships with the project, named from the project folder (`nlp/lexicons/drug.txt`). */
export function dataFile(path: string): string {
  return join(projectRoot, path);
}
