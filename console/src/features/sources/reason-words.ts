import { useI18n } from 'vue-i18n';

/** Says a failure reason as a sentence; an unknown one stands as it is. */
export function useReasonWords(): (reason: string | null) => string {
  const { t, te } = useI18n();
  return (reason) => {
    if (reason === null) return '';
    const key = `reason.${reason}`;
    return te(key) ? t(key) : reason;
  };
}
