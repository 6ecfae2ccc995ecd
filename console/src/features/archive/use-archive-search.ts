import { ref, shallowRef, watch, type Ref } from 'vue';
import type { DocumentFacets, DocumentHit } from '@contracts/search';
import type { RequestFailure } from '@/lib/api';
import { documents } from '@/lib/endpoints';
import { asFailure } from '@/lib/use-load';
import { serverQuery, type ArchiveQuery } from './archive-query';

const pageSize = 50;

/** The hits of the present search, read page by page; a changed search outruns the one before. */
export function useArchiveSearch(query: Ref<ArchiveQuery>) {
  const hits = shallowRef<readonly DocumentHit[]>([]);
  const facets = shallowRef<DocumentFacets | null>(null);
  const total = ref(0);
  const tookMs = ref(0);
  const failure = shallowRef<RequestFailure | null>(null);
  const hasLoaded = ref(false);
  const isLoading = ref(false);
  let nextCursor: string | null = null;
  let running: AbortController | null = null;

  async function load(): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    isLoading.value = true;
    const startedAt = performance.now();
    try {
      const page = await documents.list({ ...serverQuery(query.value), limit: pageSize, facets: 'true' }, mine.signal);
      hits.value = page.items;
      facets.value = page.facets ?? null;
      total.value = page.total;
      nextCursor = page.nextCursor;
      tookMs.value = performance.now() - startedAt;
      failure.value = null;
      hasLoaded.value = true;
    } catch (error) {
      if (mine.signal.aborted) return;
      failure.value = asFailure(error);
    }
    if (running === mine) isLoading.value = false;
  }

  async function loadMore(): Promise<void> {
    if (nextCursor === null || isLoading.value || !running) return;
    const mine = running;
    isLoading.value = true;
    try {
      const page = await documents.list(
        { ...serverQuery(query.value), limit: pageSize, cursor: nextCursor },
        mine.signal,
      );
      hits.value = [...hits.value, ...page.items];
      nextCursor = page.nextCursor;
    } catch (error) {
      if (mine.signal.aborted) return;
      failure.value = asFailure(error);
    }
    if (running === mine) isLoading.value = false;
  }

  watch(query, () => void load(), { immediate: true });
  return { hits, facets, total, tookMs, failure, hasLoaded, isLoading, load, loadMore };
}
