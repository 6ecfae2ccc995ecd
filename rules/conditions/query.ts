import { z } from 'zod';
import type { QueryNode } from '../../contracts/query';
import { EmptyTerm, compileQuery } from '../matching/compile-query';
import { parseQuery } from '../query/parse-query';
import { queryFault } from '../query/query-faults';
import type { AnalysisPart, Condition } from './condition';

/** Words by the query language of formats.md 2. */
export const query: Condition<string> = {
  name: 'query',
  title: { zh: '检索式', en: 'query' },
  settings: z.string(),
  needs: () => [],
  compile(text, table) {
    const parsed = parseQuery(text);
    if (!parsed.ok) return { ok: false, faults: parsed.faults.map((fault) => ({ ...fault, path: [] })) };
    try {
      return { ok: true, test: compileQuery(parsed.node, table), needs: analysisParts(parsed.node) };
    } catch (error) {
      if (!(error instanceof EmptyTerm)) throw error;
      return { ok: false, faults: [{ ...queryFault('nothingLeft', error.at, error.term), path: [] }] };
    }
  },
};

const partOfField: Readonly<Record<string, AnalysisPart>> = { code: 'violations', drug: 'drugs', company: 'companies' };

function analysisParts(node: QueryNode): AnalysisPart[] {
  switch (node.type) {
    case 'and':
    case 'or':
      return node.items.flatMap(analysisParts);
    case 'not':
      return analysisParts(node.item);
    case 'near':
    case 'range':
      return [];
    default: {
      const part = partOfField[node.field ?? ''];
      return part === undefined ? [] : [part];
    }
  }
}
