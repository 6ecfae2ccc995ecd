/** For each shipped rule documents that make it speak, and documents near to them that must not. Names are invented. */
export interface PackCase {
  readonly rule: string;
  /** Events of one run, each a sequence that must give at least one match. */
  readonly speaks: readonly (readonly Record<string, unknown>[])[];
  /** Events of one run, each a sequence that must give none. */
  readonly stays: readonly (readonly Record<string, unknown>[])[];
}

export type Event = Record<string, unknown>;

export const found = (code: string, severity = 'S3', confidence = 0.9): Event => ({ code, severity, confidence });

/** The same event `count` times, `everyMinutes` apart, with ids of their own. */
export function repeated(
  count: number,
  event: Event,
  everyMinutes = 5,
  changing: (index: number) => Event = () => ({}),
): Event[] {
  return Array.from({ length: count }, (_, index) => ({
    ...event,
    ...changing(index),
    id: `e${index}`,
    collectedAt: new Date(Date.parse('2026-03-02T09:00:00+08:00') + index * everyMinutes * 60_000).toISOString(),
  }));
}

export const one = (event: Event): Event[] => repeated(1, event);
