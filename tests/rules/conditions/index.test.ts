import { readdirSync } from 'node:fs';
import { dataFile } from '../../../config/project-root';
import { conditions } from '../../../rules/conditions';

describe('the registry', () => {
  const names = readdirSync(dataFile('rules/conditions'))
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts' && name !== 'condition.ts')
    .map((name) => name.replace('.ts', ''));

  test('has every file', () => {
    expect([...conditions.keys()].sort()).toEqual(names.sort());
  });

  test.each(names)('%s describes itself', (name) => {
    const condition = conditions.get(name)!;
    expect(condition.name).toBe(name);
    expect(condition.title.zh).toMatch(/\p{Script=Han}/u);
    expect(condition.title.en).not.toBe('');
    expect(condition.prepare(undefined).ok).toBe(false);
  });
});
