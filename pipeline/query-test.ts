import type { MatchInput } from '../contracts/rule-match';
import type { QueryNode } from '../contracts/query';
import { compileQuery } from '../rules/matching/compile-query';
import { DocumentScan } from '../rules/matching/document-scan';
import { TokenTable } from '../rules/matching/token-table';

/** The rules' own reading of one query; the archive's search threads load it by name, so that both find the same. */
export function queryTest(query: QueryNode): (input: MatchInput, nowMs: number) => boolean {
  const table = new TokenTable();
  const compiled = compileQuery(query, table);
  const scan = new DocumentScan(table);
  return (input, nowMs) => {
    scan.begin(input, nowMs);
    return compiled.holds(scan);
  };
}
