import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/**
 * Whether the list must stand still: the pointer is over it, it is scrolled, something in it is chosen or marked with the
 * mouse, or the officer said so.
 */
export function useFreeze(area: Ref<HTMLElement | null>, hasChoice: Ref<boolean>) {
  const isPaused = ref(false);
  const isHovered = ref(false);
  const isScrolled = ref(false);
  const hasSelection = ref(false);

  function onSelection(): void {
    const selection = document.getSelection();
    const node = selection?.anchorNode ?? null;
    hasSelection.value = selection !== null && !selection.isCollapsed && (area.value?.contains(node) ?? false);
  }
  onMounted(() => document.addEventListener('selectionchange', onSelection));
  onBeforeUnmount(() => document.removeEventListener('selectionchange', onSelection));

  const isFrozen = computed(
    () => isPaused.value || isHovered.value || isScrolled.value || hasSelection.value || hasChoice.value,
  );
  return { isPaused, isHovered, isScrolled, isFrozen };
}
