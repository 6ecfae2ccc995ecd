import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

/** The list from which an alert was opened, so that its page can go on to the next one and the list knows where it was. */
export const useAlertTrail = defineStore('alert-trail', () => {
  const ids = shallowRef<readonly string[]>([]);
  const lastId = ref<string | null>(null);

  /** Remembers the list as it stood and the alert that is opened. */
  function leave(list: readonly string[], id: string): void {
    ids.value = list;
    lastId.value = id;
  }

  /** The alert `step` places after this one, or null at either end or off the list. */
  function neighbour(id: string, step: 1 | -1): string | null {
    const index = ids.value.indexOf(id);
    const next = index < 0 ? undefined : ids.value[index + step];
    if (next === undefined) return null;
    lastId.value = next;
    return next;
  }

  /** Where to go on in a list that was read anew: the last alert, or the nearest one after it that is still there. */
  function nearest(present: ReadonlySet<string>): string | null {
    if (lastId.value === null || present.has(lastId.value)) return lastId.value;
    return ids.value.slice(ids.value.indexOf(lastId.value) + 1).find((id) => present.has(id)) ?? null;
  }

  return { leave, neighbour, nearest };
});
