import type { Rule, RuleWindow, WindowType } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import type { WhenFault } from '../compile-when';
import { cardinality } from './cardinality';
import { change } from './change';
import { flatline } from './flatline';
import { frequency } from './frequency';
import { metric } from './metric';
import { newTerm } from './new-term';
import { percentage } from './percentage';
import { sequence, stepIds } from './sequence';
import { spike } from './spike';
import type { WindowKind } from './window';

/** A window as the engine runs it: settings and state are matched by `type`. */
export type AnyWindowKind = WindowKind<RuleWindow, unknown>;

// The registry erases what each window's own file has checked: the type of its settings and of its state.
const list = [
  frequency,
  spike,
  flatline,
  newTerm,
  cardinality,
  change,
  percentage,
  metric,
  sequence,
] as unknown as readonly AnyWindowKind[];

const windows: ReadonlyMap<WindowType, AnyWindowKind> = new Map(list.map((kind) => [kind.type, kind]));

/** The window of a type. */
export function windowKind(type: WindowType): AnyWindowKind {
  const kind = windows.get(type);
  if (kind === undefined) throw new RangeError(`no window of type ${type}`);
  return kind;
}

/** What a schema cannot see: spans of nothing, and a sequence that waits for itself. */
export function windowFaults(rule: Rule): WhenFault[] {
  const { window } = rule;
  if (window === undefined) return [];
  const faults: WhenFault[] = [];
  for (const name of ['within', 'history'] as const) {
    const span = (window as Partial<Record<'within' | 'history', string>>)[name];
    if (span !== undefined && durationMs(span) === 0) {
      faults.push({
        path: ['window', name],
        message: { zh: '时长必须大于零', en: 'the duration must be more than zero' },
        expected: '> 0',
      });
    }
  }
  if (window.type === 'sequence' && stepIds(rule.id, window).includes(rule.id)) {
    faults.push({
      path: ['window', 'rules'],
      message: { zh: '序列不能包含自己', en: 'a sequence cannot contain itself' },
      expected: 'ids of other rules',
    });
  }
  return faults;
}
