import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { textOf } from './source-tree';

const page = textOf('CONTRIBUTING.md');
const recipes = ['Add a detector', 'Add a source kind', 'Add a channel'];

function recipe(title: string): string {
  const start = page.indexOf(`### ${title}`);
  const next = page.indexOf('\n##', start + 4);
  return start < 0 ? '' : page.slice(page.indexOf('\n', start) + 1, next < 0 ? undefined : next).trim();
}

describe.each(recipes)('%s', (title) => {
  const text = recipe(title);

  test('is there and fits on ten lines', () => {
    expect(text).not.toBe('');
    expect(text.split('\n').length).toBeLessThanOrEqual(10);
  });

  test('names only files and folders that exist', () => {
    const named = [...text.matchAll(/`([\w./-]+\/[\w./-]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((path) => !path.includes('<'));
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });
});
