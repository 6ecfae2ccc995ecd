import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Right, Viewer } from '@contracts/user';
import { RequestFailure } from './api';
import { session } from './endpoints';
import { recallText, rememberText } from './remembered';

// The cookie itself cannot be read here; this says whether asking the server for a session makes sense.
const hintKey = 'yaoshao.session';

/** Who is signed in. `unknown` until the server was asked once. */
export const useSession = defineStore('session', () => {
  const viewer = ref<Viewer | null>(null);
  const state = ref<'unknown' | 'signed-out' | 'signed-in' | 'unreachable'>('unknown');

  function take(answer: Viewer): void {
    viewer.value = answer;
    state.value = 'signed-in';
    rememberText(hintKey, '1');
  }

  function forget(): void {
    viewer.value = null;
    state.value = 'signed-out';
    rememberText(hintKey, null);
  }

  /** Asks the server who we are; an unreachable server is a state, not an error. */
  async function recall(): Promise<void> {
    const mayHaveSession = recallText(hintKey) !== null || !rememberText(`${hintKey}.probe`, null);
    if (!mayHaveSession) {
      forget();
      return;
    }
    try {
      take(await session.read());
    } catch (error) {
      const isSignedOut = error instanceof RequestFailure && error.kind === 'problem';
      if (isSignedOut) forget();
      else state.value = 'unreachable';
    }
  }

  async function signIn(username: string, password: string): Promise<void> {
    take(await session.signIn({ username, password }));
  }

  /** Changes the password, which ends every session, and signs in again with the new one. */
  async function changePassword(current: string, next: string): Promise<void> {
    const username = viewer.value?.username ?? '';
    await session.changePassword({ current, next });
    await signIn(username, next);
  }

  /** Signs out here even where the server cannot be told. */
  async function signOut(): Promise<void> {
    try {
      await session.signOut();
    } finally {
      forget();
    }
  }

  const rights = computed(() => new Set<Right>(viewer.value?.rights ?? []));
  /** True where the viewer has at least one of the rights. */
  const may = (...wanted: readonly Right[]): boolean => wanted.some((right) => rights.value.has(right));

  return { viewer, state, may, recall, signIn, changePassword, signOut, forget };
});
