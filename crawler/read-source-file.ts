import { LineCounter, isMap, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { source, type Source } from '../contracts/source';
import { isAddressOrBlock } from './address-guard';

/** One fault of a source file. `path` is dotted (`[2].schedule.every`); line and column count from 1. */
export interface SourceFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
  readonly expected: string;
}

export type SourceFile =
  | { readonly ok: true; readonly sources: readonly Source[] }
  | { readonly ok: false; readonly faults: readonly SourceFault[] };

interface Reading {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

type Path = readonly PropertyKey[];

const maxAliases = 100;

/** Reads a source file (formats.md 3): a YAML list of sources. All faults are given at once, unknown keys and repeated ids among them. */
export function readSourceFile(text: string, file: string): SourceFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const reading = { file, document, lines };
  if (document.errors.length > 0) {
    return {
      ok: false,
      faults: document.errors.map((error) => ({
        file,
        ...position(lines, error.pos[0]),
        path: '',
        message: `YAML 语法错误：${error.message}`,
        expected: 'YAML',
      })),
    };
  }
  if (document.contents !== null && !isSeq(document.contents)) {
    return {
      ok: false,
      faults: [faultAt(reading, [], '信源文件应是一个列表', '以 “- id: …” 开头的列表 (a list of sources)')],
    };
  }
  return readEntries(reading, valueOf(document));
}

/** Plain value of the document; a bomb of aliases is cut off by the parser's own limit and read as no list. */
function valueOf(document: Document): unknown[] {
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return Array.isArray(value) ? value : [];
  } catch {
    return [undefined];
  }
}

function readEntries(reading: Reading, entries: readonly unknown[]): SourceFile {
  const faults: SourceFault[] = [];
  const sources: Source[] = [];
  const seen = new Map<string, number>();
  entries.forEach((entry, index) => {
    const parsed = source.safeParse(entry);
    if (!parsed.success) {
      faults.push(...parsed.error.issues.flatMap((issue) => issueFaults(reading, index, issue)));
      return;
    }
    const first = seen.get(parsed.data.id);
    if (first === undefined) seen.set(parsed.data.id, index);
    else {
      const message = `信源编号 ${parsed.data.id} 与第 ${first + 1} 项重复`;
      faults.push(faultAt(reading, [index, 'id'], message, '不重复的编号 (unique id)'));
    }
    faults.push(...addressFaults(reading, index, parsed.data));
    sources.push(parsed.data);
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, sources };
}

function addressFaults(reading: Reading, index: number, entry: Source): SourceFault[] {
  return (entry.allowAddresses ?? []).flatMap((address, place) =>
    isAddressOrBlock(address)
      ? []
      : [faultAt(reading, [index, 'allowAddresses', place], `不是 IP 地址或网段：${address}`, '10.0.0.0/8')],
  );
}

function issueFaults(reading: Reading, index: number, issue: z.core.$ZodIssue): SourceFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [index, ...issue.path, key];
      return faultAt(reading, path, `未知的键 ${key}`, `${knownKeys(issue.path)} (known keys)`);
    });
  }
  return [faultAt(reading, [index, ...issue.path], issue.message, expectedOf(issue))];
}

function knownKeys(path: Path): string {
  if (path.length === 0) return Object.keys(source.shape).join(', ');
  const nested: Readonly<Record<string, string>> = {
    schedule: 'every, adaptive',
    politeness: 'minDelay, concurrency, respectRobots',
    select: 'item, title, text, time, price, seller',
  };
  return nested[String(path.at(-1))] ?? 'min, max';
}

function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.join(' | ');
    case 'too_small':
      return `>= ${issue.minimum}`;
    case 'too_big':
      return `<= ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function faultAt(reading: Reading, path: Path, message: string, expected: string): SourceFault {
  return {
    file: reading.file,
    ...position(reading.lines, offsetOf(reading.document, path)),
    path: path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join(''),
    message,
    expected,
  };
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the node of a path starts; of its nearest existing parent where it is missing. */
function offsetOf(document: Document, path: Path): number {
  let node = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isSeq(node) && typeof part === 'number') node = (node.items[part] ?? null) as Node | null;
    else if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(part));
      offset = (pair?.key as Node | undefined)?.range?.[0] ?? offset;
      node = (pair?.value ?? null) as Node | null;
      if (pair) continue;
    } else return offset;
    offset = node?.range?.[0] ?? offset;
    if (node === null) return offset;
  }
  return offset;
}
