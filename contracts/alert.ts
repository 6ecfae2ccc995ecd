import { z } from 'zod';
import { finding, violationCode } from './violation';
import { isoTime, level, regionCode, severity } from './primitives';

export const alertStates = ['new', 'acknowledged', 'confirmed', 'false-positive', 'converted', 'closed'] as const;
export const alertState = z.enum(alertStates);
export type AlertState = z.infer<typeof alertState>;

/** One place where the same copy was seen. The first in time is the first source. */
export const alertPlace = z.object({
  documentId: z.string(),
  documentVersion: z.number().int().positive(),
  url: z.string(),
  platform: z.string().nullable(),
  seller: z.string().nullable(),
  region: regionCode,
  title: z.string(),
  seenAt: isoTime,
});
export type AlertPlace = z.infer<typeof alertPlace>;

/** An alert: one per rule, key and near-duplicate cluster, with count and spread. `version` is for If-Match. */
export const alert = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  version: z.number().int().positive(),
  ruleId: z.string(),
  ruleName: z.string(),
  ruleVersion: z.string(),
  key: z.record(z.string(), z.string().nullable()).nullable(),
  cluster: z.string(),
  level,
  state: alertState,
  title: z.string(),
  excerpt: z.string(),
  documentId: z.string(),
  documentVersion: z.number().int().positive(),
  platform: z.string().nullable(),
  seller: z.string().nullable(),
  region: regionCode,
  url: z.string(),
  codes: z.array(violationCode),
  severity: severity.nullable(),
  findings: z.array(finding),
  drugs: z.array(z.string()),
  /** How many matches were merged into it, and in how many places the copy was seen. */
  count: z.number().int().positive(),
  spread: z.number().int().positive(),
  places: z.array(alertPlace),
  firstSeenAt: isoTime,
  lastSeenAt: isoTime,
  raisedAt: isoTime,
  updatedAt: isoTime,
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  leadId: z.string().nullable(),
  screenshot: z.string().nullable(),
  /** When each step was done, so that an officer sees where the time went. */
  trace: z
    .object({
      respondedAt: isoTime,
      collectedAt: isoTime,
      analysedAt: isoTime,
      raisedAt: isoTime,
      pushedAt: isoTime,
      seenAt: isoTime,
      acknowledgedAt: isoTime,
    })
    .partial(),
});
export type Alert = z.infer<typeof alert>;

/** What the list and the live socket carry: no findings' details, no places. */
export const alertSummary = alert.omit({ findings: true, places: true });
export type AlertSummary = z.infer<typeof alertSummary>;

/** One line of an alert's history. */
export const alertHistory = z.object({
  at: isoTime,
  actorId: z.string().nullable(),
  actorName: z.string(),
  action: z.enum([
    'raised',
    'merged',
    'acknowledge',
    'confirm',
    'false-positive',
    'convert',
    'close',
    'reopen',
    'comment',
    'assign',
    'screenshot',
    'notified',
  ]),
  from: alertState.nullable(),
  to: alertState.nullable(),
  note: z.string().nullable(),
});
export type AlertHistory = z.infer<typeof alertHistory>;

export const alertAction = z.enum(['acknowledge', 'confirm', 'false-positive', 'close', 'reopen', 'comment', 'assign']);
export type AlertAction = z.infer<typeof alertAction>;
