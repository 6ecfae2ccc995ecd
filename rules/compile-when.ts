import type { When } from '../contracts/rule';
import { conditions } from './conditions';
import type { AnalysisPart } from './conditions/condition';
import { allOf, anyOf, anywhere, noneOf } from './matching/compiled';
import type { Compiled } from './matching/compiled';
import type { TokenTable } from './matching/token-table';

/** A fault in the `when` tree; `path` begins at `when`'s content. `at` is an offset into a query. */
export interface WhenFault {
  readonly path: readonly (string | number)[];
  readonly message: { readonly zh: string; readonly en: string };
  readonly expected: string;
  readonly at?: number;
  /** The key itself is wrong, not its value. */
  readonly isKey?: boolean;
}

export type CompiledWhen =
  | { readonly ok: true; readonly test: Compiled; readonly needs: ReadonlySet<AnalysisPart> }
  | { readonly ok: false; readonly faults: readonly WhenFault[] };

const mostDepth = 20;

/** Compiles a tree of all / any / not over conditions. Keys side by side must all hold; an empty `all` always holds. */
export function compileWhen(when: When, table: TokenTable): CompiledWhen {
  const reader = new WhenReader(table);
  const test = reader.read(when, []);
  return reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, test, needs: reader.needs };
}

class WhenReader {
  readonly faults: WhenFault[] = [];
  readonly needs = new Set<AnalysisPart>();

  constructor(private readonly table: TokenTable) {}

  read(node: When, path: readonly (string | number)[]): Compiled {
    if (path.length > mostDepth * 2) {
      this.faults.push({
        path,
        message: { zh: '条件嵌套太深', en: 'conditions are nested too deeply' },
        expected: `<= ${mostDepth}`,
      });
      return anywhere(() => false);
    }
    return allOf(Object.entries(node).map(([name, value]) => this.readPart(name, value, [...path, name])));
  }

  private readPart(name: string, value: unknown, path: readonly (string | number)[]): Compiled {
    const nodes = Array.isArray(value) ? (value as readonly When[]) : [value as When];
    switch (name) {
      case 'all':
        return allOf(this.readList(nodes, path));
      case 'any':
        return anyOf(this.readList(nodes, path));
      case 'not':
        return noneOf(Array.isArray(value) ? anyOf(this.readList(nodes, path)) : this.read(value as When, path));
      default:
        return this.readCondition(name, value, path);
    }
  }

  private readList(nodes: readonly When[], path: readonly (string | number)[]): Compiled[] {
    return nodes.map((node, index) => this.read(node, [...path, index]));
  }

  private readCondition(name: string, settings: unknown, path: readonly (string | number)[]): Compiled {
    const condition = conditions.get(name);
    if (condition === undefined) {
      const expected = ['all', 'any', 'not', ...conditions.keys()].join(' ');
      this.faults.push({
        path,
        message: { zh: `没有这种条件：${name}`, en: `there is no condition ${name}` },
        expected,
      });
      return anywhere(() => false);
    }
    const prepared = condition.prepare(settings);
    const result = prepared.ok ? prepared.condition.compile(this.table) : prepared;
    if (prepared.ok) for (const part of prepared.condition.needs) this.needs.add(part);
    if (result.ok) {
      for (const part of result.needs ?? []) this.needs.add(part);
      return result.test;
    }
    for (const fault of result.faults) this.faults.push({ ...fault, path: [...path, ...fault.path] });
    return anywhere(() => false);
  }
}
