import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

export const segmenterNames = ['node-rs', 'nodejieba'] as const;
export type SegmenterName = (typeof segmenterNames)[number];

/** Cuts Chinese text into words. Joined together, the words of `cut` are the text, with U+FFFD for lone surrogates. */
export interface Segmenter {
  readonly name: SegmenterName;
  cut(text: string): string[];
  /** Also the shorter words inside long ones, for search. */
  cutForSearch(text: string): string[];
}

/** The chosen segmenter cannot be used here; the message says why and what to do. */
export class SegmenterUnavailable extends Error {
  override readonly name = 'SegmenterUnavailable';
}

/** What `nodejieba` gives; the package is optional, so its own types are not relied on. */
interface NativeCutter {
  cut(text: string, strict?: boolean): string[];
  cutForSearch(text: string, strict?: boolean): string[];
}

export type LoadModule = (name: string) => unknown;

/**
 * Makes a segmenter. `node-rs` is always there; `nodejieba` is optional and is probed with a real call, because it may load and then
 * fail at its first use. Throws SegmenterUnavailable. `load` is `require` unless a test says otherwise.
 */
export function createSegmenter(name: SegmenterName, load: LoadModule = require): Segmenter {
  return name === 'node-rs' ? fromNodeRs() : fromNodejieba(load);
}

let shared: Jieba | undefined;

/** One dictionary (about 70 MB) serves the whole process. */
function fromNodeRs(): Segmenter {
  const jieba = (shared ??= Jieba.withDict(dict));
  return {
    name: 'node-rs',
    cut: (text) => jieba.cut(wellFormed(text), true),
    cutForSearch: (text) => jieba.cutForSearch(wellFormed(text), true),
  };
}

function fromNodejieba(load: LoadModule): Segmenter {
  const cutter = probe(load);
  return {
    name: 'nodejieba',
    cut: (text) => (text === '' ? [] : cutter.cut(wellFormed(text))),
    cutForSearch: (text) => (text === '' ? [] : cutter.cutForSearch(wellFormed(text))),
  };
}

/** Native code takes UTF-8, which has no lone surrogates. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function probe(load: LoadModule): NativeCutter {
  try {
    const cutter = load('nodejieba') as NativeCutter;
    const words = cutter.cut('药品监测');
    if (words.join('') !== '药品监测') throw new Error(`cut("药品监测") gave ${JSON.stringify(words)}`);
    return cutter;
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new SegmenterUnavailable(
      `分词器 nodejieba 不可用（${why}）。请安装编译工具后执行 npm install nodejieba，或在设置中改用 node-rs。`,
      { cause },
    );
  }
}
