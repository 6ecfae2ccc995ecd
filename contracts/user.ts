import { z } from 'zod';
import { isoTime, regionCode } from './primitives';

export const roles = ['monitor', 'enforcer', 'reviewer', 'head', 'bureau', 'admin', 'auditor'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** A province, city or county bureau. A province's region covers what lies in it (GB/T 2260 prefix). */
export const organisation = z.object({
  id: z.string(),
  name: z.string().min(1),
  level: z.enum(['province', 'city', 'county']),
  region: regionCode,
  parentId: z.string().nullable(),
});
export type Organisation = z.infer<typeof organisation>;

export const user = z.object({
  id: z.string(),
  username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/, 'expected 2 to 32 of a-z 0-9 . _ -'),
  name: z.string().min(1),
  role,
  organisationId: z.string(),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  createdAt: isoTime,
  version: z.number().int().positive(),
});
export type User = z.infer<typeof user>;

/** Everything that can be permitted (formats.md 6). */
export const rights = [
  'alerts.read',
  'alerts.judge',
  'rules.write',
  'rules.approve',
  'leads.create',
  'leads.run',
  'documents.sign',
  'findings.overturn',
  'sources.propose',
  'sources.write',
  'users.write',
  'settings.write',
  'health.read',
  'audit.read',
] as const;
export const right = z.enum(rights);
export type Right = z.infer<typeof right>;

/** Who is asking: the signed-in person with the region that bounds what may be read. */
export const viewer = z.object({
  userId: z.string(),
  username: z.string(),
  name: z.string(),
  role,
  rights: z.array(right),
  organisationId: z.string(),
  organisationName: z.string(),
  region: regionCode,
  mustChangePassword: z.boolean(),
});
export type Viewer = z.infer<typeof viewer>;

export const auditEntry = z.object({
  id: z.number().int(),
  at: isoTime,
  actorId: z.string().nullable(),
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  detail: z.record(z.string(), z.unknown()),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
