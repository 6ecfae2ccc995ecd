import { useI18n } from 'vue-i18n';
import type { RequestFailure } from './api';

/** Says a failure in the language on screen, with what the server adds in its own words. */
export function useProblemWords(): (failure: RequestFailure) => string {
  const { t, te } = useI18n();
  return (failure) => {
    const key = `problem.${failure.reason}`;
    const general = te(key) ? t(key) : t('problem.internal');
    const detail = failure.problem?.detail;
    return detail && detail !== general ? `${general}${t('problem.colon')}${detail}` : general;
  };
}
