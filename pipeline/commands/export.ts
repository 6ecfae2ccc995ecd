import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { documentFilter } from '../../contracts/search';
import { exportSearch } from '../views/export-search';
import { searcherOf } from '../search-documents';
import { CommandFailure, say } from './command';
import { withArchive } from './user';

interface ExportOptions {
  readonly format: string;
  readonly out: string;
  readonly query?: string;
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
}

function exportAll(options: ExportOptions): Promise<void> {
  return withArchive(async (archive) => {
    const { format } = options;
    if (format !== 'csv' && format !== 'xlsx') throw new CommandFailure('--format: csv | xlsx', 2);
    const filter = documentFilter.parse({
      q: options.query,
      region: options.region,
      from: options.from,
      to: options.to,
    });
    const search = searcherOf(archive.documentIndex);
    const file = await exportSearch(async (cursor) => {
      const answer = await search({ filter, limit: 500, cursor, sort: 'newest', withFacets: false });
      if ('page' in answer) return answer.page;
      throw new CommandFailure(
        answer.faults.map((fault) => `--query 第 ${fault.at + 1} 字：${fault.message}`).join('\n'),
        2,
      );
    }, format);
    writeFileSync(options.out, file.bytes);
    say(`已写入 / written: ${options.out} (${file.bytes.length} bytes)`);
  });
}

/** `yaoshao export`: documents and findings of the archive as CSV or XLSX. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('导出档案 / export the archive')
    .requiredOption('--out <file>', '输出文件 / file to write')
    .option('--format <format>', 'csv | xlsx', 'csv')
    .option('--query <query>', '检索式 / query')
    .option('--region <code>', 'GB/T 2260')
    .option('--from <time>', 'RFC 3339')
    .option('--to <time>', 'RFC 3339')
    .action(exportAll);
}
