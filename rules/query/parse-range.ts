import type { QueryRange, QuerySpan, RangeBound, RangeField } from '../../contracts/query';
import { durationMs } from '../../contracts/source';
import { toEpoch } from '../event-time';
import { QueryRefusal } from './query-faults';

/** Reads `[a TO b]`; `[ ]` take their bound in, `{ }` leave it out, `*` is open. Throws `QueryRefusal`. */
export function parseRange(text: string, field: RangeField, span: QuerySpan): QueryRange {
  const match = /^([[{])\s*(\S+)\s+TO\s+(\S+?)\s*([\]}])$/.exec(text);
  if (!match) throw new QueryRefusal('badRange', span.start, text);
  const [, opener, low = '', high = '', closer] = match;
  const from = parseBound(low, field, span);
  const to = parseBound(high, field, span);
  if (from === null && to === null) throw new QueryRefusal('openRange', span.start);
  if (from !== null && to !== null && isAfter(from, to)) throw new QueryRefusal('emptyRange', span.start);
  return { type: 'range', field, from, to, fromInclusive: opener === '[', toInclusive: closer === ']', span };
}

function parseBound(text: string, field: RangeField, span: QuerySpan): RangeBound | null {
  if (text === '*') return null;
  if (field === 'price') {
    if (/^-?\d+(\.\d+)?$/.test(text)) return { type: 'number', value: Number(text) };
    throw new QueryRefusal('badRange', span.start, text);
  }
  const relative = /^now(?:([+-])(\d+(?:ms|s|m|h|d)))?$/.exec(text);
  if (relative) {
    const offset = relative[2] === undefined ? 0 : durationMs(relative[2]);
    return { type: 'now', offsetMs: relative[1] === '-' ? -offset : offset };
  }
  const ms = toEpoch(text);
  if (ms === undefined) throw new QueryRefusal('badRange', span.start, text);
  return { type: 'time', ms };
}

function isAfter(from: RangeBound, to: RangeBound): boolean {
  if (from.type === 'number' && to.type === 'number') return from.value > to.value;
  if (from.type === 'time' && to.type === 'time') return from.ms > to.ms;
  return from.type === 'now' && to.type === 'now' && from.offsetMs > to.offsetMs;
}
