import { z } from 'zod';
import { settingsSchema } from './schema';

/** One leaf of the settings: its path, environment variable, default and description. */
export interface SettingLeaf {
  readonly path: readonly string[];
  readonly variable: string;
  readonly type: string;
  readonly default: unknown;
  readonly description: string;
  readonly secret: boolean;
}

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** Environment variable of a setting: `http.port` is `YAOSHAO_HTTP_PORT`. */
export function variableOf(path: readonly string[]): string {
  return ['YAOSHAO', ...path.map(snake)].join('_');
}

function unwrap(schema: z.ZodType): { inner: z.ZodType; fallback: unknown } {
  let inner: z.ZodType = schema;
  let fallback: unknown;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
    if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) fallback = inner.def.defaultValue;
    inner = inner.unwrap() as z.ZodType;
  }
  return { inner, fallback };
}

function typeName(schema: z.ZodType): string {
  if (schema instanceof z.ZodEnum) return schema.options.join(' | ');
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'true | false';
  if (schema instanceof z.ZodArray) return 'list';
  return 'text';
}

function metaOf(schemas: readonly z.ZodType[]): { description: string; secret: boolean } {
  for (const schema of schemas) {
    const meta = schema.meta();
    if (meta?.description) return { description: meta.description, secret: meta['secret'] === true };
  }
  return { description: '', secret: false };
}

function leavesOf(schema: z.ZodType, path: readonly string[]): SettingLeaf[] {
  const { inner, fallback } = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, child]) =>
      leavesOf(child, [...path, key]),
    );
  }
  return [{ path, variable: variableOf(path), type: typeName(inner), default: fallback, ...metaOf([schema, inner]) }];
}

/** Every setting, in the order of the schema. */
export function describeSettings(): SettingLeaf[] {
  return leavesOf(settingsSchema, []);
}

/** The README's configuration table. */
export function settingsTable(): string {
  const show = (value: unknown): string => (value === '' || value === undefined ? '–' : `\`${JSON.stringify(value)}\``);
  const rows = describeSettings().map(
    (leaf) =>
      `| \`${leaf.path.join('.')}\` | \`${leaf.variable}\` | ${leaf.type.replaceAll('|', '\\|')} | ${show(leaf.default)} | ${leaf.description} |`,
  );
  return [
    '| 设置 / setting | 环境变量 / variable | 类型 / type | 默认 / default | 说明 / meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
