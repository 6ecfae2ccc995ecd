import { z } from 'zod';
import { kind, level, regionCode } from './primitives';
import { duration } from './source';

/** A field of a document, or a path into one (`context.rx`), or any extra field that the document carries. */
export const fieldPath = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}\p{N}_-]+)*$/u, 'expected the name of a field');

const by = z
  .union([fieldPath.transform((path) => [path]), z.array(fieldPath).min(1).max(8)])
  .optional()
  .meta({ description: '分组字段 / fields whose values make the key' });

const count = z.number().int().min(1).max(5000);
const bound = z.number();
const atLeastOne = (names: readonly string[]) => ({
  message: `expected at least one of: ${names.join(', ')}`,
  path: [names[0] ?? ''],
});

const frequencyWindow = z.strictObject({ type: z.literal('frequency'), count, within: duration, by });
const spikeWindow = z.strictObject({
  type: z.literal('spike'),
  within: duration,
  factor: z.number().positive(),
  direction: z.enum(['up', 'down', 'both']).default('up'),
  minCurrent: z.number().int().nonnegative().default(0),
  minReference: z.number().int().nonnegative().default(0),
  by,
});
const flatlineWindow = z.strictObject({ type: z.literal('flatline'), count: count.default(1), within: duration, by });
const newTermWindow = z.strictObject({
  type: z.literal('new_term'),
  field: fieldPath,
  history: duration.default('30d'),
});
const cardinalityWindow = z
  .strictObject({
    type: z.literal('cardinality'),
    field: fieldPath,
    within: duration,
    max: z.number().int().nonnegative().optional(),
    min: z.number().int().nonnegative().optional(),
    by,
  })
  .refine((window) => window.max !== undefined || window.min !== undefined, atLeastOne(['max', 'min']));
const changeWindow = z.strictObject({ type: z.literal('change'), field: fieldPath, by, within: duration.optional() });
/** `max` and `min` are per cent (0 to 100); a value below 1 is read as a share, so 0.3 is 30 %. */
const percentageWindow = z
  .strictObject({
    type: z.literal('percentage'),
    within: duration,
    max: bound.min(0).max(100).optional(),
    min: bound.min(0).max(100).optional(),
    minEvents: z.number().int().nonnegative().default(1),
    by,
  })
  .refine((window) => window.max !== undefined || window.min !== undefined, atLeastOne(['max', 'min']));
const metricWindow = z
  .strictObject({
    type: z.literal('metric'),
    op: z.enum(['sum', 'avg', 'min', 'max', 'p95']),
    field: fieldPath,
    within: duration,
    above: bound.optional(),
    below: bound.optional(),
    by,
  })
  .refine((window) => window.above !== undefined || window.below !== undefined, atLeastOne(['above', 'below']));
export const ruleId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case');

/** A node of the `when` tree: `all`, `any`, `not`, and conditions by name. Several keys in one node must all hold. */
export interface When {
  readonly all?: readonly When[] | undefined;
  readonly any?: readonly When[] | undefined;
  readonly not?: When | readonly When[] | undefined;
  readonly [condition: string]: unknown;
}
export const when: z.ZodType<When> = z.lazy(() =>
  z.looseObject({
    all: z.array(when).optional(),
    any: z.array(when).min(1).optional(),
    not: z.union([when, z.array(when).min(1)]).optional(),
  }),
);

/** A step written into the sequence itself: a condition under a name, which raises nothing of its own. */
const sequenceStep = z.strictObject({ id: ruleId, when });
const sequenceWindow = z.strictObject({
  type: z.literal('sequence'),
  rules: z
    .array(z.union([ruleId, sequenceStep]))
    .min(2)
    .max(20),
  within: duration,
  ordered: z.boolean().default(true),
  by,
});

export const ruleWindow = z.discriminatedUnion('type', [
  frequencyWindow,
  spikeWindow,
  flatlineWindow,
  newTermWindow,
  cardinalityWindow,
  changeWindow,
  percentageWindow,
  metricWindow,
  sequenceWindow,
]);
export type RuleWindow = z.infer<typeof ruleWindow>;
export type WindowType = RuleWindow['type'];
export type WindowOf<T extends WindowType> = Extract<RuleWindow, { type: T }>;

/** Which documents a rule looks at; empty or absent lists do not restrict. A province covers what lies in it. */
export const ruleScope = z.strictObject({
  kinds: z.array(kind).optional(),
  platforms: z.array(z.string().min(1)).optional(),
  regions: z.array(regionCode).optional(),
  sources: z.array(z.string().min(1)).optional(),
});
export type RuleScope = z.infer<typeof ruleScope>;

const clockTime = z.string().regex(/^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day such as 08:00');

/** Beijing time. Days: 1 Monday to 7 Sunday. `from` is in, `to` is out; a `to` not after `from` reaches into the next day. */
export const ruleSchedule = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5, 6, 7]),
  from: clockTime.default('00:00'),
  to: clockTime.default('24:00'),
});
export type RuleSchedule = z.infer<typeof ruleSchedule>;

export const ruleGroup = z.strictObject({
  by: z.union([fieldPath.transform((path) => [path]), z.array(fieldPath).max(8)]).default([]),
  wait: duration.optional(),
  interval: duration.optional(),
  repeat: duration.optional(),
});
export type RuleGroup = z.infer<typeof ruleGroup>;

export const ruleAlert = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  channels: z.array(z.string().min(1)).optional(),
});
export type RuleAlert = z.infer<typeof ruleAlert>;

export const ruleLevel = z.enum([...level.options, 'auto']);
export type RuleLevel = z.infer<typeof ruleLevel>;

/** A rule file (监测方案), formats.md 2. Unknown keys are faults; conditions are checked by the rules room, which knows them. */
export const rule = z
  .strictObject({
    id: ruleId,
    name: z.string().min(1).max(100),
    description: z.string().max(2000).optional(),
    level: ruleLevel,
    scope: ruleScope.optional(),
    when: when.optional(),
    window: ruleWindow.optional(),
    schedule: ruleSchedule.optional(),
    group: ruleGroup.optional(),
    alert: ruleAlert.optional(),
  })
  .refine((value) => value.when !== undefined || value.window !== undefined, {
    message: 'expected `when` (only a rule with a window may leave it out)',
    path: ['when'],
  });
export type RuleFile = z.infer<typeof rule>;

/** A rule as the matcher takes it: the file's content, and the version that its alerts will name. */
export interface Rule extends RuleFile {
  /** First 12 hexadecimal digits of the SHA-256 of the file's meaning; a comment does not change it. */
  readonly version: string;
  /** A step written into a sequence: it only feeds that sequence. */
  readonly isStep?: boolean;
}
