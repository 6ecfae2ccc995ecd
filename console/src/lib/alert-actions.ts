import { useMessage } from 'naive-ui';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { alertSummary, type Alert, type AlertAction, type AlertSummary } from '@contracts/alert';
import type { Lead } from '@contracts/lead';
import { alerts } from './endpoints';
import { useProblemWords } from './problem-words';
import { asFailure } from './use-load';

type Seen = Alert | AlertSummary;

/** Which actions a state allows; the server has the last word. */
const allowed: Record<Alert['state'], readonly (AlertAction | 'convert')[]> = {
  new: ['acknowledge', 'confirm', 'false-positive', 'convert'],
  acknowledged: ['confirm', 'false-positive', 'convert'],
  confirmed: ['false-positive', 'convert', 'close'],
  'false-positive': ['confirm', 'close', 'reopen'],
  converted: ['close'],
  closed: ['reopen'],
};

export function mayAct(state: Alert['state'], action: AlertAction | 'convert'): boolean {
  return action === 'comment' || allowed[state].includes(action);
}

/** What an officer can do with an alert, with the outcome said on screen. `onChange` hears the newer alert, also when a colleague was faster. */
export function useAlertActions(onChange: (alert: AlertSummary) => void) {
  const message = useMessage();
  const router = useRouter();
  const { t } = useI18n();
  const words = useProblemWords();
  const busy = ref<string | null>(null);

  /** Tells of a failure; a stale version brings the colleague's newer value along. */
  function fail(error: unknown): void {
    const failure = asFailure(error);
    if (failure.reason === 'stale-version') {
      const newer = alertSummary.safeParse(failure.problem?.current);
      if (newer.success) onChange(newer.data);
    }
    message.error(words(failure), { duration: 6000 });
  }

  async function act(seen: Seen, action: AlertAction, note?: string): Promise<boolean> {
    if (busy.value) return false;
    busy.value = action;
    try {
      onChange(await alerts.act(seen, note ? { action, note } : { action }));
      message.success(t(`alertDone.${action}`), { duration: 1800 });
      return true;
    } catch (error) {
      fail(error);
      return false;
    } finally {
      busy.value = null;
    }
  }

  async function convert(seen: Seen): Promise<Lead | null> {
    if (busy.value) return null;
    busy.value = 'convert';
    try {
      const lead = await alerts.toLead(seen.id);
      message.success(t('alertDone.convert', { number: lead.number }));
      return lead;
    } catch (error) {
      fail(error);
      return null;
    } finally {
      busy.value = null;
    }
  }

  /** Makes the lead and goes to it. */
  async function convertAndOpen(seen: Seen): Promise<void> {
    const lead = await convert(seen);
    if (lead) await router.push(`/leads/${encodeURIComponent(lead.id)}`);
  }

  return { busy, act, convert, convertAndOpen };
}
