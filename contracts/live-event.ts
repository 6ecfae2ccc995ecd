import { z } from 'zod';
import { alertSummary } from './alert';
import { isoTime, level, regionCode } from './primitives';
import { leadState } from './lead';
import { sourceHealth } from './source';

export const leadSummary = z.object({
  id: z.string(),
  number: z.string(),
  version: z.number().int(),
  title: z.string(),
  level,
  state: leadState,
  region: regionCode,
  organisationId: z.string(),
  organisationName: z.string(),
  dueOn: z.string(),
  alertId: z.string(),
});
export type LeadSummary = z.infer<typeof leadSummary>;

/** The body of an event before it has a place in the log. */
export const liveEventBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alert.raised'), data: alertSummary }),
  z.object({ type: z.literal('alert.updated'), data: alertSummary }),
  z.object({ type: z.literal('alert.merged'), data: alertSummary }),
  z.object({ type: z.literal('lead.created'), data: leadSummary }),
  z.object({ type: z.literal('lead.updated'), data: leadSummary }),
  z.object({ type: z.literal('source.health'), data: sourceHealth }),
  z.object({ type: z.literal('pipeline.lag'), data: z.object({ queued: z.number().int(), oldestMs: z.number() }) }),
  z.object({ type: z.literal('notice'), data: z.object({ text: z.string() }) }),
]);
export type LiveEventBody = z.infer<typeof liveEventBody>;

/** Who may see an event: a region (and every organisation above it) and/or organisations, and the right that is needed. */
export interface LiveEventScope {
  readonly region: string;
  readonly organisationIds?: readonly string[];
  readonly right: 'alerts' | 'leads' | 'sources' | 'any';
}

/** An event as it stands in the durable log. `seq` is the log's strictly increasing number. */
export interface LoggedEvent {
  readonly seq: number;
  readonly at: string;
  readonly body: LiveEventBody;
  readonly scope: LiveEventScope;
}

/** Frames of the live socket, formats.md 4. `seq` is the cursor, as a string. */
export const liveFrame = z.union([
  z.object({ type: z.literal('ping'), seq: z.string() }),
  z.object({ type: z.literal('reset'), seq: z.string() }),
  z.intersection(z.object({ seq: z.string(), at: isoTime }), liveEventBody),
]);
export type LiveFrame = z.infer<typeof liveFrame>;
