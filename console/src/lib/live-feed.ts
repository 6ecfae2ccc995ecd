import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { createLiveClient, type LiveClient, type LiveEvent, type LiveHandlers, type LiveState } from './live';

type Listener = (event: LiveEvent) => void;

function openSocket(path: string, handlers: LiveHandlers): { close: () => void } {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(`${scheme}//${location.host}${path}`);
  socket.onopen = () => handlers.opened();
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (typeof event.data === 'string') handlers.text(event.data);
  };
  socket.onclose = (event) => handlers.closed(event.code);
  return { close: () => socket.close() };
}

/** The one live connection of this window. Features listen to it; none of them opens its own. */
export const useLiveFeed = defineStore('live-feed', () => {
  const state = ref<LiveState>('idle');
  const attempt = ref(0);
  const lostAt = ref<number | null>(null);
  const lag = ref<{ queued: number; oldestMs: number } | null>(null);
  const unknownFrames = ref(0);
  const listeners = new Set<Listener>();
  const resetListeners = new Set<() => void>();
  let client: LiveClient | null = null;

  function take(event: LiveEvent): void {
    if (event.type === 'pipeline.lag') lag.value = event.data;
    for (const listener of listeners) listener(event);
  }

  function connect(): void {
    if (client) return;
    client = createLiveClient({
      open: openSocket,
      onEvent: take,
      onReset: () => resetListeners.forEach((listener) => listener()),
      onUnknown: () => (unknownFrames.value += 1),
      onState: (next, nextAttempt) => {
        if (next === 'waiting' && lostAt.value === null) lostAt.value = Date.now();
        if (next === 'open') lostAt.value = null;
        state.value = next;
        attempt.value = nextAttempt;
      },
    });
    client.start();
  }

  function disconnect(): void {
    client?.stop();
    client = null;
    lostAt.value = null;
    lag.value = null;
  }

  /** Hears every event until the returned function is called. */
  function listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Hears that events were lost for good and lists must be read again. */
  function listenReset(listener: () => void): () => void {
    resetListeners.add(listener);
    return () => resetListeners.delete(listener);
  }

  const retry = (): void => client?.retry();
  const isConnected = computed(() => state.value === 'open');

  return { state, attempt, lostAt, lag, unknownFrames, isConnected, connect, disconnect, listen, listenReset, retry };
});
