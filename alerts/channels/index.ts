import type { Settings } from '../../config/schema';
import type { Channel } from './channel';
import { createWebhookChannel } from './webhook';

/** Every channel there is, one line each. */
export const channelFactories = {
  webhook: (settings: Settings, now: () => Date): Channel => createWebhookChannel(settings.alerts.webhook, now),
} as const;

/** The channels of these settings, in order. */
export function createChannels(settings: Settings, now: () => Date): Channel[] {
  return Object.values(channelFactories).map((create) => create(settings, now));
}
