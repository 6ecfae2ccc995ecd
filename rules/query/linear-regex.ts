import { RE2JS } from 're2js';

export type LinearRegex =
  { readonly ok: true; readonly regex: RE2JS } | { readonly ok: false; readonly reason: string };

const mostPatternLength = 1000;
// RE2 unrolls counted repetitions: a{1000}{1000} would otherwise be a program of a million steps.
const mostProgramSize = 20_000;

/** Compiles a pattern for a search in linear time; look-around and back-references are refused. */
export function compileLinearRegex(pattern: string, isCaseSensitive = false): LinearRegex {
  if (pattern.length > mostPatternLength) return { ok: false, reason: `longer than ${mostPatternLength} characters` };
  if (/\(\?(?:<?[=!])/.test(pattern)) return { ok: false, reason: 'look-around is not linear' };
  try {
    const regex = RE2JS.compile(pattern, RE2JS.MULTILINE | (isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE));
    if (regex.programSize() > mostProgramSize)
      return { ok: false, reason: 'too large when its repetitions are unrolled' };
    return { ok: true, regex };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Start and end of every match, left to right, as a flat list. Empty matches are left out. */
export function regexSpans(regex: RE2JS, text: string): number[] {
  const spans: number[] = [];
  const matcher = regex.matcher(text);
  while (matcher.find()) {
    if (matcher.end() > matcher.start()) spans.push(matcher.start(), matcher.end());
  }
  return spans;
}

/**
 * The longest text that every match must contain, in lower case; empty where none is certain. Reads only plain
 * concatenations: groups, classes, escapes and anything optional cut the text, an alternation gives up.
 */
export function requiredText(pattern: string): string {
  let best = '';
  let run = '';
  let depth = 0;
  const cut = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '|' && depth === 0) return '';
    if (character === '\\') {
      cut();
      at++;
      if (/[pPxQ]/.test(pattern.charAt(at))) return best;
    } else if (character === '[') {
      cut();
      at = endOfClass(pattern, at);
    } else if (character === '(') {
      cut();
      depth++;
    } else if (character === ')') {
      depth--;
      run = '';
    } else if ('*?{'.includes(character)) {
      if (depth === 0) run = dropLast(run);
      cut();
      if (character === '{') at = Math.max(at, pattern.indexOf('}', at));
    } else if ('+.^$'.includes(character)) cut();
    else if (depth === 0) run += character;
  }
  cut();
  return /^[\x20-\x7e\u3400-\u9fff]*$/.test(best) ? best.toLowerCase() : '';
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern.charAt(at) === '^') at++;
  if (pattern.charAt(at) === ']') at++;
  while (at < pattern.length && pattern.charAt(at) !== ']') at += pattern.charAt(at) === '\\' ? 2 : 1;
  return at;
}

function dropLast(text: string): string {
  return text.replace(/.$/u, '');
}
