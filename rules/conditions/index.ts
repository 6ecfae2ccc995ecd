import { attribute } from './attribute';
import { cluster } from './cluster';
import { registered } from './condition';
import type { RegisteredCondition } from './condition';
import { feeling } from './feeling';
import { field } from './field';
import { finding } from './finding';
import { genre } from './genre';
import { number } from './number';
import { query } from './query';
import { region } from './region';
import { sentiment } from './sentiment';

/** Every condition that `when` knows. One line each. */
const list: readonly RegisteredCondition[] = [
  registered(query),
  registered(finding),
  registered(sentiment),
  registered(feeling),
  registered(field),
  registered(genre),
  registered(attribute),
  registered(region),
  registered(cluster),
  registered(number),
];

export const conditions: ReadonlyMap<string, RegisteredCondition> = new Map(
  list.map((condition) => [condition.name, condition]),
);
