import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/**
 * Whether the list must stand still: the pointer is over it, it is scrolled, something in it is chosen or marked with the
 * mouse, or the officer said so.
 */
export function useFreeze(area: Ref<HTMLElement | null>, hasChoice: Ref<boolean>) {
  const isPaused = ref(false);
  const isHovered = ref(false);
  const isScrolled = ref(false);
  const isFocused = ref(false);
  const hasSelection = ref(false);

  function onSelection(): void {
    const selection = document.getSelection();
    const node = selection?.anchorNode ?? null;
    hasSelection.value = selection !== null && !selection.isCollapsed && (area.value?.contains(node) ?? false);
  }
  onMounted(() => document.addEventListener('selectionchange', onSelection));
  onBeforeUnmount(() => document.removeEventListener('selectionchange', onSelection));

  /** Only focus that was moved there by keyboard: a click focuses too, but the pointer is counted already. */
  function onFocus(event: FocusEvent): void {
    isFocused.value = event.target instanceof Element && event.target.matches(':focus-visible');
  }

  const isFrozen = computed(() =>
    [isPaused, isHovered, isScrolled, isFocused, hasSelection, hasChoice].some((reason) => reason.value),
  );
  return { isPaused, isHovered, isScrolled, isFocused, isFrozen, onFocus };
}
