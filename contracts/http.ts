import { z } from 'zod';
import { alert, alertAction, alertHistory, alertState, alertSummary } from './alert';
import { analysis } from './analysis';
import { capture, chainLink } from './evidence';
import { documentFilter } from './search';
import { isoTime, level, regionCode, severity } from './primitives';
import { lead, leadHistory, leadState } from './lead';
import { organisation, role, user, viewer } from './user';
import { skippedPage, source, sourceHealth, visit } from './source';
import { sourceDocument } from './page';
import { violationCode } from './violation';

/** RFC 9457. `type` ends with one of `problemTypes`. */
export const problemTypes = [
  'invalid-input',
  'not-signed-in',
  'sign-in-failed',
  'too-many-attempts',
  'password-change-required',
  'forbidden',
  'not-found',
  'stale-version',
  'version-required',
  'not-allowed-in-state',
  'conflict',
  'too-large',
  'unavailable',
  'internal',
] as const;
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  correlationId: z.string(),
  faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** With `stale-version`: the newer value. With a refused bulk action: what stood in the way. */
  current: z.unknown().optional(),
  blocked: z.array(z.object({ id: z.string(), reason: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});

// session
export const signInBody = z.object({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  otp: z.string().max(64).optional(),
});
export const changePasswordBody = z.object({
  current: z.string().max(256),
  next: z.string().min(10, 'at least 10 characters').max(256),
});
export const sessionAnswer = viewer;

// alerts
export const alertQuery = listQuery.extend({
  state: z.union([alertState, z.array(alertState)]).optional(),
  level: z.union([level, z.array(level)]).optional(),
  code: violationCode.optional(),
  region: regionCode.optional(),
  ruleId: z.string().optional(),
  ownerId: z.string().optional(),
  q: z.string().max(200).optional(),
});
export type AlertQuery = z.infer<typeof alertQuery>;
export const alertPage = z.object({
  items: z.array(alertSummary),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export const alertDetail = z.object({
  alert,
  history: z.array(alertHistory),
  similar: z.array(alertSummary),
  document: sourceDocument.nullable(),
  analysis: analysis.nullable(),
  captures: z.array(capture),
});
export type AlertDetail = z.infer<typeof alertDetail>;
export const alertActionBody = z.object({
  action: alertAction,
  note: z.string().max(4000).optional(),
  ownerId: z.string().optional(),
});
export const bulkActionBody = alertActionBody.extend({ ids: z.array(z.string()).min(1).max(500) });
export const bulkActionAnswer = z.object({ items: z.array(alertSummary) });

// documents
export const documentQuery = listQuery.extend({
  ...documentFilter.omit({ codes: true, illegal: true }).shape,
  code: z.union([violationCode, z.array(violationCode)]).optional(),
  illegal: z.enum(['true', 'false']).optional(),
  facets: z.enum(['true', 'false']).optional(),
  sort: z.enum(['newest', 'relevance']).default('newest'),
});
export type DocumentQuery = z.infer<typeof documentQuery>;
/** A whole search as one file: every page of it. */
export const documentExportQuery = documentQuery
  .omit({ limit: true, cursor: true, facets: true })
  .extend({ format: z.enum(['csv', 'xlsx']) });
export const documentDetail = z.object({
  document: sourceDocument,
  analysis: analysis.nullable(),
  versions: z.array(z.object({ version: z.number().int(), collectedAt: isoTime, contentHash: z.string() })),
  captures: z.array(capture),
  alerts: z.array(alertSummary),
});
export type DocumentDetail = z.infer<typeof documentDetail>;
export const captureDetail = z.object({ capture, link: chainLink.nullable() });

// leads
export const leadQuery = listQuery.extend({ state: leadState.optional(), organisationId: z.string().optional() });
export const leadPage = z.object({ items: z.array(lead), nextCursor: z.string().nullable(), total: z.number().int() });
export const leadDetail = z.object({ lead, history: z.array(leadHistory), organisations: z.array(organisation) });
export type LeadDetail = z.infer<typeof leadDetail>;
export const handOverBody = z.object({
  toOrganisationId: z.string(),
  note: z.string().max(4000).default(''),
  receiveWithinWorkingDays: z.number().int().min(1).max(30).default(3),
});
export const noteBody = z.object({ note: z.string().min(1).max(4000) });
export const receiveBody = z.object({ note: z.string().max(4000).default('') });
export const decideBody = z.object({ outcome: z.enum(['filed', 'not-filed']), reason: z.string().min(1).max(4000) });
export const extendBody = z.object({ reason: z.string().min(1).max(4000) });

// rules
export const ruleSummary = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  level: z.string(),
  window: z.string().nullable(),
  file: z.string(),
  state: z.enum(['live', 'disabled']),
  reason: z.string().nullable(),
  matches24h: z.number().int(),
  alerts24h: z.number().int(),
  confirmed: z.number().int(),
  falsePositives: z.number().int(),
  lastMatchAt: isoTime.nullable(),
});
export type RuleSummary = z.infer<typeof ruleSummary>;
export const ruleList = z.object({
  items: z.array(ruleSummary),
  loadedAt: isoTime,
  faults: z.array(
    z.object({ file: z.string(), line: z.number().int(), column: z.number().int(), message: z.string() }),
  ),
});
export const ruleDetail = z.object({ rule: ruleSummary, yaml: z.string(), alerts: z.array(alertSummary) });

// sources
export const sourceItem = z.object({ source, health: sourceHealth });
export const sourceList = z.object({
  items: z.array(sourceItem),
  queue: z.array(
    z.object({
      stage: z.string(),
      queued: z.number().int(),
      running: z.number().int(),
      failed: z.number().int(),
      oldestMs: z.number(),
    }),
  ),
});
export const sourceDetail = z.object({
  source,
  health: sourceHealth,
  visits: z.array(visit),
  skipped: z.array(skippedPage),
  failures: z.array(z.object({ at: isoTime, url: z.string(), reason: z.string(), message: z.string() })),
});

// home
export const homeAnswer = z.object({
  trend: z.array(
    z.object({ hour: isoTime, documents: z.number().int(), suspected: z.number().int(), alerts: z.number().int() }),
  ),
  regions: z.array(z.object({ region: regionCode, name: z.string(), alerts: z.number().int() })),
  codes: z.array(z.object({ code: violationCode, name: z.string(), count: z.number().int() })),
  levels: z.array(z.object({ level, open: z.number().int() })),
  today: z.object({
    documents: z.number().int(),
    suspected: z.number().int(),
    alerts: z.number().int(),
    newAlerts: z.number().int(),
    acknowledged: z.number().int(),
    confirmed: z.number().int(),
    falsePositives: z.number().int(),
    leads: z.number().int(),
    overdueLeads: z.number().int(),
  }),
});
export type HomeAnswer = z.infer<typeof homeAnswer>;

// catalogue: what the console needs to name things
export const catalogueAnswer = z.object({
  violations: z.array(
    z.object({
      code: violationCode,
      name: z.string(),
      severity,
      statutes: z.array(z.string()),
      description: z.string(),
    }),
  ),
  regions: z.record(z.string(), z.string()),
  version: z.string(),
});
export type CatalogueAnswer = z.infer<typeof catalogueAnswer>;

// administration
export const userPage = z.object({ items: z.array(user), organisations: z.array(organisation) });
export const createUserBody = z.object({
  username: user.shape.username,
  name: z.string().min(1),
  role,
  organisationId: z.string(),
});
export const createUserAnswer = z.object({ user, oneTimePassword: z.string() });
export const updateUserBody = z.object({
  disabled: z.boolean().optional(),
  role: role.optional(),
  name: z.string().min(1).optional(),
  resetPassword: z.boolean().optional(),
});
export const auditPage = z.object({
  items: z.array(
    z.object({
      id: z.number().int(),
      at: isoTime,
      actorName: z.string(),
      action: z.string(),
      subject: z.string(),
      outcome: z.string(),
      address: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export const healthAnswer = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  checks: z.array(z.object({ name: z.string(), status: z.enum(['ok', 'degraded', 'down']), message: z.string() })),
});
