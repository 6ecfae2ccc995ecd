import { isHan, isWordUnit } from './character-class';
import { foldCharacter } from './fold-character';
import { TextBuffer, type UndoneTechnique } from './normalise-buffer';

const UNKNOWN = -1;
const SLOW = -2;

/** What each basic-plane unit becomes: a unit, 0 for nothing, or a mark that the slow path must be asked. Filled as characters are met. */
const single = new Int32Array(65_536).fill(UNKNOWN);
const reported: UndoneTechnique[] = ['invisible', 'traditional', 'variant', 'enclosed', 'lookalike'];
/** Index into `reported` plus one, by unit; 0 for nothing to report. */
const techniqueOf = new Uint8Array(65_536);

/** A simplified text quotes few traditional characters; above this share of its Han characters a text simply is traditional. */
const traditionalShare = 0.05;

/** First step of normalising: every code point by itself. Linear; offsets of several code units share one origin. */
export function foldText(original: string): TextBuffer {
  const buffer = new TextBuffer(original.length + 16);
  const state: FoldState = { original, buffer, invisibleFrom: -1, traditional: [], hanCount: 0 };
  for (let at = 0; at < original.length; at++) {
    const unit = original.charCodeAt(at);
    let folded = single[unit] as number;
    if (folded === UNKNOWN) folded = learn(unit);
    if (folded === SLOW) {
      at = foldSlowly(state, at);
    } else if (folded === 0) {
      dropUnit(state, unit, at);
    } else if (techniqueOf[unit] === 0 && state.invisibleFrom < 0) {
      if (isHan(folded)) state.hanCount++;
      buffer.push(folded, at, at + 1);
    } else {
      keepUnit(state, { unit: folded, technique: techniqueOf[unit] as number, start: at, end: at + 1 });
    }
  }
  if (state.traditional.length <= state.hanCount * traditionalShare) {
    for (const at of state.traditional) buffer.report(at, at + 1, 'traditional');
  }
  return buffer;
}

interface FoldState {
  readonly original: string;
  readonly buffer: TextBuffer;
  /** Where a run of invisible characters began, -1 outside one. */
  invisibleFrom: number;
  readonly traditional: number[];
  hanCount: number;
}

interface KeptUnit {
  readonly unit: number;
  readonly technique: number;
  readonly start: number;
  readonly end: number;
}

function keepUnit(state: FoldState, { unit, technique, start, end }: KeptUnit): void {
  const { buffer } = state;
  if (isHan(unit)) state.hanCount++;
  if (state.invisibleFrom >= 0) {
    const before = buffer.at(buffer.length - 1);
    if (isWordUnit(before) && isWordUnit(unit) && (isHan(before) || isHan(unit))) {
      buffer.report(buffer.startAt(buffer.length - 1), end, 'invisible');
    }
    state.invisibleFrom = -1;
  }
  const name = reported[technique - 1];
  if (name === 'traditional') state.traditional.push(start);
  else if (name !== undefined) buffer.report(start, end, name);
  buffer.push(unit, start, end);
}

function dropUnit(state: FoldState, unit: number, at: number): void {
  if (reported[(techniqueOf[unit] as number) - 1] === 'invisible' && state.invisibleFrom < 0) state.invisibleFrom = at;
}

/** Surrogate pairs and characters that become several. Returns the offset of the last unit used. */
function foldSlowly(state: FoldState, at: number): number {
  const codePoint = state.original.codePointAt(at) as number;
  const end = at + (codePoint > 0xffff ? 2 : 1);
  const { text, technique } = remembered(codePoint);
  if (text === '' && technique === 'invisible' && state.invisibleFrom < 0) state.invisibleFrom = at;
  const index = technique === undefined ? 0 : reported.indexOf(technique) + 1;
  for (let unit = 0; unit < text.length; unit++) {
    keepUnit(state, { unit: text.charCodeAt(unit), technique: unit === 0 ? index : 0, start: at, end });
  }
  return end - 1;
}

const slow = new Map<number, ReturnType<typeof foldCharacter>>();

function remembered(codePoint: number): ReturnType<typeof foldCharacter> {
  let folded = slow.get(codePoint);
  if (folded === undefined) slow.set(codePoint, (folded = foldCharacter(codePoint)));
  return folded;
}

function learn(unit: number): number {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  const { text, technique } = foldCharacter(unit);
  techniqueOf[unit] = technique === undefined ? 0 : reported.indexOf(technique) + 1;
  const folded = isSurrogate || text.length > 1 || text === '\0' ? SLOW : text === '' ? 0 : text.charCodeAt(0);
  single[unit] = folded;
  return folded;
}
