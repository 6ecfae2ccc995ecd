import type { z } from 'zod';

/** One thing wrong in a rule file. `line` and `column` count from 1; `path` is written `when.all[0].query`. */
export interface RuleFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: { readonly zh: string; readonly en: string };
  readonly expected: string;
}

export interface PlacedIssue {
  readonly path: readonly (string | number)[];
  readonly message: { readonly zh: string; readonly en: string };
  readonly expected: string;
  /** The key itself is wrong, not its value. */
  readonly isKey?: boolean;
}

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '键值表',
  record: '键值表',
};

/** Says in Chinese and English what a schema found wrong. */
export function faultOfIssue(issue: z.core.$ZodIssue): PlacedIssue {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ');
      return {
        path: [...path, issue.keys[0] ?? ''],
        message: { zh: `不认识的键：${keys}`, en: `unknown key: ${keys}` },
        expected: 'a known key',
        isKey: true,
      };
    }
    case 'invalid_type':
      return typeFault(path, issue);
    case 'invalid_value': {
      const values = issue.values.map(String).join(' | ');
      return {
        path,
        message: { zh: `取值不在允许范围内，应为 ${values} 之一`, en: `not one of ${values}` },
        expected: values,
      };
    }
    case 'too_small':
      return {
        path,
        message: {
          zh: `太小或太短，至少 ${String(issue.minimum)}`,
          en: `too small, at least ${String(issue.minimum)}`,
        },
        expected: `>= ${String(issue.minimum)}`,
      };
    case 'too_big':
      return {
        path,
        message: { zh: `太大或太长，最多 ${String(issue.maximum)}`, en: `too big, at most ${String(issue.maximum)}` },
        expected: `<= ${String(issue.maximum)}`,
      };
    case 'invalid_union':
      return unionFault(path, issue);
    default:
      return plainFault(path, issue.message);
  }
}

function typeFault(path: (string | number)[], issue: z.core.$ZodIssueInvalidType): PlacedIssue {
  const expected = issue.expected;
  const name = typeNames[expected] ?? expected;
  if (issue.input === undefined && /received undefined/.test(issue.message)) {
    return { path, message: { zh: `缺少这一项（应为${name}）`, en: `missing (${expected} expected)` }, expected };
  }
  return { path, message: { zh: `类型不对，应为${name}`, en: `wrong type, ${expected} expected` }, expected };
}

function unionFault(path: (string | number)[], issue: z.core.$ZodIssueInvalidUnion): PlacedIssue {
  const inner = issue.errors.flat();
  const [deepest] = [...inner].sort((a, b) => b.path.length - a.path.length);
  if (deepest !== undefined) {
    const fault = faultOfIssue(deepest);
    return { ...fault, path: [...path, ...fault.path] };
  }
  const options =
    'options' in issue && Array.isArray(issue.options) ? issue.options.map(String).join(' | ') : issue.message;
  return {
    path,
    message: { zh: `取值不在允许范围内，应为 ${options} 之一`, en: `not one of ${options}` },
    expected: options,
  };
}

function plainFault(path: (string | number)[], message: string): PlacedIssue {
  const expected = message.replace(/^expected\s+/, '');
  const zh = plainTexts[expected] ?? `不合要求，应为：${expected}`;
  return { path, message: { zh, en: `not valid: expected ${expected}` }, expected };
}

const plainTexts: Readonly<Record<string, string>> = {
  'kebab-case': '应为小写字母、数字和连字符（kebab-case）',
  'a duration such as 30s, 10m, 6h or 2d': '应为时长，例如 30s、10m、6h、2d',
  'six digits (GB/T 2260)': '应为六位行政区划代码（GB/T 2260）',
  'a time of day such as 08:00': '应为时刻，例如 08:00',
  'the name of a field': '应为字段名',
};
