import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../config/project-root';

const passedOver = new Set(['node_modules', 'dist', 'data', 'coverage', 'storage']);

/** Paths from the project folder, with slashes, of all files below a folder. */
export function filesBelow(folder: string, wanted: RegExp): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(projectRoot, folder), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || passedOver.has(entry.name)) continue;
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...filesBelow(path, wanted));
    else if (wanted.test(entry.name)) found.push(path);
  }
  return found.sort();
}

export function textOf(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** Folders that stand in the project folder and hold code. */
export function topFolders(): string[] {
  return readdirSync(projectRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !passedOver.has(entry.name))
    .map((entry) => entry.name)
    .filter((name) => filesBelow(name, /\.(ts|vue|mjs)$/).length > 0);
}

const scriptOf = (path: string): string => {
  const text = textOf(path);
  return path.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;
};

/** What a file imports, as written. */
export function importsOf(path: string): string[] {
  return ts.preProcessFile(scriptOf(path), true, true).importedFiles.map((file) => file.fileName);
}

const isFile = (path: string): boolean => {
  try {
    return statSync(join(projectRoot, path)).isFile();
  } catch {
    return false;
  }
};

/** The project file that a relative import names; undefined for packages. */
export function resolveImport(from: string, name: string): string | undefined {
  const aliased = name.startsWith('@contracts/') ? `contracts/${name.slice('@contracts/'.length)}` : undefined;
  const inside = name.startsWith('@/') ? `console/src/${name.slice(2)}` : undefined;
  const base =
    aliased ??
    inside ??
    (name.startsWith('.')
      ? relative(projectRoot, join(projectRoot, dirname(from), name)).replaceAll('\\', '/')
      : undefined);
  if (base === undefined) return undefined;
  return [base, `${base}.ts`, `${base}/index.ts`].find(isFile) ?? base;
}
