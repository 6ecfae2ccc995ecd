import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';
import { projectRoot } from '../../config/project-root';

const rooms = ['contracts', 'config', 'text', 'rules', 'archive', 'tests/archive/children', 'tests/archive'];

/** The archive and what it needs, compiled to a folder of its own, so that worker threads and child processes can run it as the built program runs. */
export interface BuiltProgram {
  readonly folder: string;
  remove(): void;
}

export function builtProgram(): BuiltProgram {
  const cache = join(projectRoot, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'built-'));
  for (const room of rooms) {
    for (const path of sourcesOf(room)) compile(path, join(folder, path.replace(/\.ts$/, '.js')));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function sourcesOf(room: string): string[] {
  const isDeep = !room.startsWith('tests');
  return readdirSync(join(projectRoot, room), { recursive: isDeep, withFileTypes: true })
    .filter((found) => found.isFile() && /(?<!\.test|\.d)\.ts$/.test(found.name))
    .map((found) => join(found.parentPath, found.name).slice(projectRoot.length + 1));
}

function compile(source: string, target: string): void {
  const { code } = transformSync(readFileSync(join(projectRoot, source), 'utf8'), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, code);
}
