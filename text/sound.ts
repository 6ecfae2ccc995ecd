import { pinyin } from 'pinyin-pro';
import { isHan } from './character-class';

/** Sound numbers by unit; 0 not asked yet, 1 no sound (not Han). One number stands for one syllable without its tone. */
const sounds = new Uint16Array(65_536);
const numbers = new Map<string, number>();
const SILENT = 1;

/**
 * The sounds of a text as a string of the same length: one private unit per toneless syllable, U+0001 for what is not a Han character.
 * A character with several readings always gives its most common one, so that terms and texts agree. Source: pinyin-pro's dictionary.
 */
export function soundsOf(text: string): string {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = soundOf(text.charCodeAt(at));
  const parts: string[] = [];
  for (let at = 0; at < units.length; at += 8_192) parts.push(String.fromCharCode(...units.subarray(at, at + 8_192)));
  return parts.join('');
}

function soundOf(unit: number): number {
  const known = sounds[unit] as number;
  if (known !== 0) return known;
  let sound = SILENT;
  if (isHan(unit)) {
    const syllable = pinyin(String.fromCharCode(unit), { toneType: 'none', type: 'array' })[0] ?? '';
    sound = numbers.get(syllable) ?? numbers.size + SILENT + 1;
    numbers.set(syllable, sound);
  }
  sounds[unit] = sound;
  return sound;
}
