import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue';
import type { AlertState, AlertSummary } from '@contracts/alert';
import type { Level } from '@contracts/primitives';
import type { RequestFailure } from '@/lib/api';
import { alerts } from '@/lib/endpoints';
import type { LiveEvent } from '@/lib/live';
import { useLiveFeed } from '@/lib/live-feed';
import { asFailure } from '@/lib/use-load';
import { createAlertRows, type AlertRows } from './alert-rows';

export interface LiveFilter {
  readonly levels: readonly Level[];
  readonly states: readonly AlertState[];
}

const flushEveryMs = 250;
const pageSize = 100;

function matches(filter: LiveFilter, alert: AlertSummary): boolean {
  if (filter.levels.length > 0 && !filter.levels.includes(alert.level)) return false;
  return filter.states.length === 0 || filter.states.includes(alert.state);
}

/** The alerts of a live event, if it is about one. */
function alertOf(event: LiveEvent): { alert: AlertSummary; isRaised: boolean } | null {
  if (event.type !== 'alert.raised' && event.type !== 'alert.updated' && event.type !== 'alert.merged') return null;
  return { alert: event.data, isRaised: event.type === 'alert.raised' };
}

const minuteMs = 60_000;

/** Alerts of the last 60 seconds, each counted once, whether the socket brought it or the first page. */
function createRate() {
  const arrivals = new Map<string, number>();
  return {
    add: (id: string, atMs: number) => {
      if (!arrivals.has(id)) arrivals.set(id, atMs);
    },
    lastMinute: () => {
      const limit = Date.now() - minuteMs;
      for (const [id, atMs] of arrivals) if (atMs <= limit) arrivals.delete(id);
      return arrivals.size;
    },
  };
}

/** First page and older pages by HTTP. A changed filter outruns what is still being read. */
function usePages(filter: Ref<LiveFilter>, list: AlertRows, onRead: (items: readonly AlertSummary[]) => void) {
  const failure = shallowRef<RequestFailure | null>(null);
  const hasLoaded = ref(false);
  const isLoadingOlder = ref(false);
  let nextCursor: string | null = null;
  let reading = 0;
  const query = () => ({ level: filter.value.levels, state: filter.value.states, limit: pageSize });

  async function load(): Promise<void> {
    const mine = ++reading;
    try {
      const page = await alerts.list(query());
      if (mine !== reading) return;
      list.begin(page.items);
      onRead(page.items);
      nextCursor = page.nextCursor;
      failure.value = null;
      hasLoaded.value = true;
    } catch (error) {
      if (mine === reading) failure.value = asFailure(error);
    }
  }

  async function loadOlder(): Promise<void> {
    if (nextCursor === null || isLoadingOlder.value) return;
    isLoadingOlder.value = true;
    const mine = reading;
    try {
      const page = await alerts.list({ ...query(), cursor: nextCursor });
      if (mine !== reading) return;
      list.append(page.items);
      nextCursor = page.nextCursor;
    } catch (error) {
      failure.value = asFailure(error);
    } finally {
      isLoadingOlder.value = false;
    }
  }

  return { failure, hasLoaded, isLoadingOlder, load, loadOlder };
}

/**
 * The live list: pages by HTTP, new alerts by the socket, flushed every 250 ms. While `isFrozen`, rows do not move: what
 * arrives is only counted. `onArrival` hears at each flush whether something urgent came.
 */
export function useLiveList(filter: Ref<LiveFilter>, isFrozen: Ref<boolean>, onArrival: (isUrgent: boolean) => void) {
  const feed = useLiveFeed();
  const list = createAlertRows((alert) => matches(filter.value, alert));
  const perMinute = ref(0);
  const rate = createRate();
  const pages = usePages(filter, list, (items) =>
    items.forEach((alert) => rate.add(alert.id, Date.parse(alert.raisedAt))),
  );
  let arrived: 'none' | 'calm' | 'urgent' = 'none';

  function hear(event: LiveEvent): void {
    const about = alertOf(event);
    if (!about || !list.receive(about.alert, about.isRaised)) return;
    rate.add(about.alert.id, Date.now());
    if (about.alert.level === 'red' || about.alert.level === 'orange') arrived = 'urgent';
    else if (arrived === 'none') arrived = 'calm';
  }

  function flush(): void {
    if (isFrozen.value) list.count();
    else list.letIn();
    if (arrived !== 'none') onArrival(arrived === 'urgent');
    arrived = 'none';
    perMinute.value = rate.lastMinute();
  }

  const forgets: (() => void)[] = [];
  onMounted(() => {
    forgets.push(
      feed.listen(hear),
      feed.listenReset(() => void pages.load()),
    );
    const timer = setInterval(flush, flushEveryMs);
    forgets.push(() => clearInterval(timer));
    void pages.load();
  });
  onBeforeUnmount(() => forgets.forEach((forget) => forget()));
  watch(filter, () => void pages.load());

  return { list, perMinute, ...pages };
}
