import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { dataFile } from '../../config/project-root';
import { openAnalyst } from '../../pipeline/open-analyst';
import { readSettings } from '../../pipeline/main';

const length = 600;

/** Texts of 600 characters, made of our own self-written cases in turn, so that every kind of text is in the mix. */
export function sampleTexts(count: number): string[] {
  const folder = dataFile('tests/nlp/cases');
  const pieces = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const file = parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
      return Object.values(file)
        .filter(Array.isArray)
        .flat()
        .map((entry) => (entry as { text?: string }).text ?? '')
        .filter((text) => text !== '');
    });
  return Array.from({ length: count }, (_, index) => {
    let text = '';
    for (let piece = index * 7; text.length < length; piece += 1) text += pieces[piece % pieces.length] ?? '';
    return text.slice(0, length);
  });
}

function perSecond(texts: readonly string[], work: (text: string) => void): number {
  const startedAt = process.cpuUsage();
  for (const text of texts) work(text);
  const { user, system } = process.cpuUsage(startedAt);
  return texts.length / ((user + system) / 1e6);
}

interface TaggingJieba {
  tag(text: string): { word: string }[];
}

/** What most products do: tag with nodejieba, look words up in a list. Undefined where the package could not be built. */
function peer(): ((text: string) => void) | undefined {
  try {
    const jieba = createRequire(__filename)('nodejieba') as TaggingJieba;
    jieba.tag('药品');
    const words = new Set(readFileSync(dataFile('nlp/lexicons/disease.txt'), 'utf8').split('\n').slice(0, 235));
    return (text) => {
      jieba.tag(text).filter(({ word }) => words.has(word));
    };
  } catch {
    return undefined;
  }
}

/** `bench analyze`: the whole analysis without OCR of 600-character texts, in documents per CPU second, beside its peer. */
export function bench(words: readonly string[]): Promise<string> {
  const count = Number(words[0] ?? 3000);
  const texts = sampleTexts(count);
  const analyst = openAnalyst(readSettings());
  for (const text of texts.slice(0, 300)) analyst.analyse({ id: '', title: '', text });
  const ours = perSecond(texts, (text) => void analyst.analyse({ id: '', title: '', text }));
  const memory = process.memoryUsage().rss / 1024 ** 2;
  const other = peer();
  const theirs = other === undefined ? undefined : perSecond(texts.slice(0, 1000), other);
  const beside =
    theirs === undefined
      ? 'nodejieba could not be loaded: no peer'
      : `nodejieba.tag + list of 235 words ${theirs.toFixed(0)} documents/s, ratio ${(ours / theirs).toFixed(2)}`;
  return Promise.resolve(
    `analyze: ${count} texts of ${length} characters, ${ours.toFixed(0)} documents/s of one core, ${memory.toFixed(0)} MB resident; ${beside}`,
  );
}
