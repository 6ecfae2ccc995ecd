import writeExcelFile from 'write-excel-file/node';
import { regionName } from '../config/regions';
import type { DocumentHit } from '../contracts/search';
import { StageFailure } from '../contracts/failure';

export type ExportFormat = 'csv' | 'xlsx';

/** More rows than this are refused: a file that a spreadsheet opens, not a copy of the archive. */
export const exportRowsAtMost = 100_000;

interface Column {
  readonly title: string;
  readonly width: number;
  readonly value: (hit: DocumentHit) => string | number | null;
}

const columns: readonly Column[] = [
  { title: '采集时间', width: 22, value: (hit) => beijingTime(hit.collectedAt) },
  { title: '标题', width: 40, value: (hit) => hit.title },
  { title: '摘录', width: 60, value: (hit) => hit.excerpt },
  { title: '疑似违法', width: 10, value: (hit) => (hit.illegal ? '是' : '否') },
  { title: '违法代码', width: 24, value: (hit) => hit.codes.join(' ') },
  { title: '严重程度', width: 10, value: (hit) => hit.severity },
  { title: '平台', width: 14, value: (hit) => hit.platform },
  { title: '商家', width: 18, value: (hit) => hit.seller },
  { title: '价格', width: 10, value: (hit) => hit.price },
  { title: '地区', width: 20, value: (hit) => regionName(hit.region) },
  { title: '地区代码', width: 10, value: (hit) => hit.region },
  { title: '体裁', width: 12, value: (hit) => hit.genre },
  { title: '倾向', width: 8, value: (hit) => hit.sentiment },
  { title: '发布时间', width: 22, value: (hit) => hit.publishedAt },
  { title: '网址', width: 50, value: (hit) => hit.url },
  { title: '信源', width: 16, value: (hit) => hit.sourceId },
  { title: '同文簇', width: 20, value: (hit) => hit.cluster },
  { title: '文档编号', width: 30, value: (hit) => hit.id },
];

/** Hits as a file for a spreadsheet: CSV (UTF-8 with a byte order mark, no cell is read as a formula) or XLSX. Refuses more than `exportRowsAtMost` rows. */
export async function exportDocuments(
  hits: readonly DocumentHit[],
  format: ExportFormat,
): Promise<{ bytes: Buffer; mediaType: string }> {
  if (hits.length > exportRowsAtMost) throw tooMany(hits.length);
  if (format === 'csv') return { bytes: csvOf(hits), mediaType: 'text/csv; charset=utf-8' };
  return { bytes: await xlsxOf(hits), mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
}

function csvOf(hits: readonly DocumentHit[]): Buffer {
  const lines = [columns.map(({ title }) => title).join(',')];
  for (const hit of hits) lines.push(columns.map(({ value }) => csvCell(value(hit))).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf8');
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[\s\u00a0\ufeff]*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function xlsxOf(hits: readonly DocumentHit[]): Promise<Buffer> {
  const head = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const }));
  const rows = hits.map((hit) => columns.map(({ value }) => xlsxCell(value(hit))));
  const widths = columns.map(({ width }) => ({ width }));
  return writeExcelFile([head, ...rows], { columns: widths, stickyRowsCount: 1, sheet: '文档' }).toBuffer();
}

const cellCharacters = 32_767;

function xlsxCell(
  value: string | number | null,
): { value: string; type: StringConstructor } | { value: number; type: NumberConstructor } | null {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { value, type: Number };
  return { value: xmlText(value).slice(0, cellCharacters), type: String };
}

/** XML has no place for control characters and broken surrogates. */
function xmlText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that XML 1.0 forbids
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '');
}

function beijingTime(time: string): string {
  return `${new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

function tooMany(rows: number): StageFailure {
  return new StageFailure({
    stage: 'archive',
    reason: 'too-large',
    retry: 'never',
    subjectId: 'export',
    message: `一次最多导出 ${exportRowsAtMost} 行，请缩小范围 (${rows} rows are more than one export may hold)`,
  });
}
