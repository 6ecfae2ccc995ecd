import { createRequire } from 'node:module';
import type { DocumentPage } from '../../../contracts/search';
import { storeFault } from '../../store-failure';
import { type CompileQuery, type DocumentSearch, IndexReader } from './index-reader';
import { type IndexEntry, IndexWriter } from './index-writer';

/** One side of the search index: the one that writes, or the one that reads. In this thread or in one of its own. */
export interface SearchSide<Call, Answer> {
  ask(call: Call): Promise<Answer>;
  close(): Promise<void>;
}

export type WriteCall = readonly IndexEntry[];
export interface ReadCall {
  readonly search: DocumentSearch;
  readonly nowMs: number;
}

/** Where the test of a query comes from: a module and the name of its export, as a function cannot be sent to a thread. */
export interface ModuleExport {
  readonly modulePath: string;
  readonly exportName: string;
}

/** What a thread is told at its start. */
export type SideSettings =
  | { readonly side: 'write'; readonly path: string }
  | { readonly side: 'read'; readonly path: string; readonly compileQuery: ModuleExport };

/** Opens a side here and now; answers how to call it. */
export function openSide(settings: SideSettings): { call: (call: unknown) => unknown; close: () => void } {
  if (settings.side === 'write') {
    const writer = new IndexWriter(settings.path);
    return { call: (call): void => writer.put(call as WriteCall), close: () => writer.close() };
  }
  const reader = new IndexReader(settings.path, loadCompileQuery(settings.compileQuery));
  return {
    call: (call): DocumentPage => {
      const { search, nowMs } = call as ReadCall;
      return reader.search(search, nowMs);
    },
    close: () => reader.close(),
  };
}

/** A side in the calling thread; for tests and for short commands. */
export function sideInProcess<Call, Answer>(settings: SideSettings): SearchSide<Call, Answer> {
  const side = openSide(settings);
  return {
    ask: (call) => new Promise((resolve) => resolve(side.call(call) as Answer)),
    close: () => {
      side.close();
      return Promise.resolve();
    },
  };
}

function loadCompileQuery({ modulePath, exportName }: ModuleExport): CompileQuery {
  const loaded: unknown = createRequire(__filename)(modulePath);
  const found =
    typeof loaded === 'object' && loaded !== null ? (loaded as Record<string, unknown>)[exportName] : undefined;
  if (typeof found !== 'function') throw storeFault(modulePath, `no function ${exportName} in ${modulePath}`);
  return found as CompileQuery;
}
