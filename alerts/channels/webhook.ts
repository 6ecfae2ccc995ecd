import { createHmac } from 'node:crypto';
import type { Level } from '../../contracts/primitives';
import type { Channel, Delivery, DeliveryOutcome } from './channel';

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
  readonly minLevel: Level;
  readonly timeoutMs: number;
}

const order: readonly Level[] = ['blue', 'yellow', 'orange', 'red'];

/** `X-Yaoshao-Signature`: HMAC-SHA-256 in hexadecimal over `timestamp + "." + body`, as receivers must check it. */
export function signWebhook(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

async function post(settings: WebhookSettings, delivery: Delivery, timestamp: string): Promise<DeliveryOutcome> {
  const body = JSON.stringify({ id: delivery.id, type: 'alert.raised', at: timestamp, alert: delivery.alert });
  const response = await fetch(settings.url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(settings.timeoutMs),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-yaoshao-delivery': delivery.id,
      'x-yaoshao-timestamp': timestamp,
      ...(settings.secret === '' ? {} : { 'x-yaoshao-signature': signWebhook(settings.secret, timestamp, body) }),
    },
    body,
  });
  await response.body?.cancel();
  if (response.ok) return { delivered: true };
  const isFinal = response.status >= 400 && response.status < 500 && ![408, 425, 429].includes(response.status);
  return {
    delivered: false,
    final: isFinal,
    reason: `http-${response.status}`,
    message: `the receiver answered ${response.status}`,
  };
}

/** Posts alerts as JSON to one address, signed; the delivery id lets the receiver drop a repetition. */
export function createWebhookChannel(settings: WebhookSettings, now: () => Date): Channel {
  return {
    name: 'webhook',
    label: '网络回调 (Webhook)',
    wants: (alert) => settings.url !== '' && order.indexOf(alert.level) >= order.indexOf(settings.minLevel),
    async send(delivery) {
      try {
        return await post(settings, delivery, now().toISOString());
      } catch (error) {
        const { name, message, cause } = error as { name?: string; message?: string; cause?: { message?: string } };
        const isTimeout = name === 'TimeoutError';
        return {
          delivered: false,
          final: false,
          reason: isTimeout ? 'timeout' : 'connect',
          message: cause?.message ?? message ?? String(error),
        };
      }
    },
  };
}
