import { readRuleFile } from '../../rules/read-rule-file';
import { testRules } from '../../rules/test-rule';
import type { AnalyseEvent, TestLine } from '../../rules/test-rule';

const day = '2026-03-02';

/** `10:05` on the day of the tests, a Monday. */
export function time(clock: string): string {
  return `${day}T${clock}:00+08:00`;
}

interface RunSettings {
  readonly analyse?: AnalyseEvent;
  readonly steps?: string;
}

export async function runTest(
  yaml: string,
  events: readonly (object | string)[],
  settings: RunSettings = {},
): Promise<TestLine[]> {
  const file = readRuleFile('rule.yaml', yaml);
  expect(file.faults).toEqual([]);
  const lines: TestLine[] = [];
  const test = {
    rules: file.rules,
    steps: settings.steps === undefined ? [] : readRuleFile('steps.yaml', settings.steps).rules,
    events: events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event))),
    now: time('00:00'),
    ...(settings.analyse === undefined ? {} : { analyse: settings.analyse }),
  };
  for await (const line of testRules(test)) lines.push(line);
  return lines;
}

export async function matchesOf(
  yaml: string,
  events: readonly (object | string)[],
  settings: RunSettings = {},
): Promise<Record<string, unknown>[]> {
  const lines = await runTest(yaml, events, settings);
  return lines.filter((line) => line.type === 'match').map((line) => JSON.parse(line.text) as Record<string, unknown>);
}

export const plain = (more = ''): string => `
id: slimming-pen
name: 减重笔
level: orange
when: { query: 减重笔 }
${more}`;

/** One event per clock time; `10:05 甲` has a seller. */
export function events(...times: string[]): object[] {
  return times.map((text, index) => {
    const [clock = '', seller] = text.split(' ');
    return clock.endsWith('!')
      ? { at: time(clock.slice(0, -1)), tick: true }
      : { id: `d${index}`, text: '减重笔现货', collectedAt: time(clock), ...(seller === undefined ? {} : { seller }) };
  });
}
