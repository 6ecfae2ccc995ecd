import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { RequestFailure } from './api';

export interface Loading<T> {
  readonly value: ShallowRef<T | null>;
  readonly failure: ShallowRef<RequestFailure | null>;
  readonly isLoading: Ref<boolean>;
  /** Reads again; the old value stays on screen meanwhile, and a later call outruns an earlier one. */
  readonly load: () => Promise<void>;
}

/** Anything thrown as a `RequestFailure`, so that a page can always say what went wrong. */
export function asFailure(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error;
  return new RequestFailure('unreadable', error instanceof Error ? error.message : String(error));
}

/** Holds one thing read from the server together with its loading and failed states. */
export function useLoad<T>(read: () => Promise<T>): Loading<T> {
  const value = shallowRef<T | null>(null);
  const failure = shallowRef<RequestFailure | null>(null);
  const isLoading = ref(false);
  let latest = 0;

  async function load(): Promise<void> {
    const mine = ++latest;
    isLoading.value = true;
    try {
      const answer = await read();
      if (mine !== latest) return;
      value.value = answer;
      failure.value = null;
    } catch (error) {
      if (mine === latest) failure.value = asFailure(error);
    } finally {
      if (mine === latest) isLoading.value = false;
    }
  }

  return { value, failure, isLoading, load };
}
