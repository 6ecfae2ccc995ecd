import { z } from 'zod';
import { finding, violationCode } from './violation';
import { capturedFile } from './page';
import { isoTime, level, regionCode } from './primitives';

/** 线索登记 → 待接收 → 核查中 → 立案 | 不予立案; 退回 returns it to the sender. */
export const leadStates = ['registered', 'handed-over', 'verifying', 'filed', 'not-filed'] as const;
export const leadState = z.enum(leadStates);
export type LeadState = z.infer<typeof leadState>;

/** A lead's evidence: one capture with its files and the chain link that fixes it. */
export const leadEvidence = z.object({
  captureId: z.string(),
  url: z.string(),
  capturedAt: isoTime,
  chainIndex: z.number().int().nonnegative().nullable(),
  chainHash: z.string().nullable(),
  files: z.array(capturedFile),
});
export type LeadEvidence = z.infer<typeof leadEvidence>;

/** One hand-over from organisation to organisation, with deadline and receipt. */
export const handOver = z.object({
  id: z.string(),
  fromOrganisationId: z.string(),
  fromName: z.string(),
  toOrganisationId: z.string(),
  toName: z.string(),
  note: z.string(),
  sentAt: isoTime,
  sentBy: z.string(),
  receiveBy: isoTime,
  state: z.enum(['sent', 'received', 'returned']),
  answeredAt: isoTime.nullable(),
  answeredBy: z.string().nullable(),
  answerNote: z.string().nullable(),
});
export type HandOver = z.infer<typeof handOver>;

/** A statutory clock. `dueOn` is the last day, Asia/Shanghai; `arithmetic` says in Chinese how it was counted. */
export const clock = z.object({
  name: z.string(),
  statute: z.string(),
  startedOn: z.iso.date(),
  workingDays: z.number().int().positive(),
  dueOn: z.iso.date(),
  remainingWorkingDays: z.number().int(),
  overdue: z.boolean(),
  stoppedAt: isoTime.nullable(),
  arithmetic: z.string(),
  extension: z
    .object({ workingDays: z.number().int(), reason: z.string(), approvedBy: z.string(), at: isoTime })
    .nullable(),
});
export type Clock = z.infer<typeof clock>;

export const leadSubject = z.object({
  name: z.string().nullable(),
  licence: z.string().nullable(),
  platform: z.string().nullable(),
  url: z.string(),
});

/** A lead (线索): everything an enforcement officer needs to begin, filled in from the alert. `version` is for If-Match. */
export const lead = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  number: z.string(),
  version: z.number().int().positive(),
  alertId: z.string(),
  title: z.string(),
  level,
  state: leadState,
  subject: leadSubject,
  region: regionCode,
  regionName: z.string(),
  codes: z.array(violationCode),
  statutes: z.array(z.string()),
  findings: z.array(finding),
  missingFacts: z.array(z.string()),
  documentIds: z.array(z.string()),
  places: z.array(
    z.object({ url: z.string(), platform: z.string().nullable(), seller: z.string().nullable(), region: regionCode }),
  ),
  evidence: z.array(leadEvidence),
  criminalHint: z.boolean(),
  organisationId: z.string(),
  organisationName: z.string(),
  createdBy: z.string(),
  createdByName: z.string(),
  createdAt: isoTime,
  updatedAt: isoTime,
  handOvers: z.array(handOver),
  clock,
  outcome: z
    .object({
      state: z.enum(['filed', 'not-filed']),
      reason: z.string(),
      by: z.string(),
      byName: z.string(),
      at: isoTime,
      approvedBy: z.string().nullable(),
    })
    .nullable(),
});
export type Lead = z.infer<typeof lead>;

export const leadHistory = z.object({
  at: isoTime,
  actorId: z.string(),
  actorName: z.string(),
  action: z.enum([
    'create',
    'hand-over',
    'receive',
    'return',
    'start',
    'file',
    'not-file',
    'extend',
    'comment',
    'evidence',
  ]),
  from: leadState.nullable(),
  to: leadState.nullable(),
  note: z.string().nullable(),
});
export type LeadHistory = z.infer<typeof leadHistory>;
