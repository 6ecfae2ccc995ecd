import type { AnalysisInput } from '../contracts/analysis';
import { normalise } from '../text/normalise';
import { chinaDay, dayOf } from './day-of';
import { createEntityFinder, type EntityFinder } from './entities/find-entities';
import { findNumbers } from './numbers/find-numbers';
import type { PreparedText } from './prepared-text';
import type { RegistryView } from './registry-view';

/** Building a finder takes a quarter of a second, so each registry gets one. */
const finders = new WeakMap<RegistryView, EntityFinder>();

/**
 * Normalises a text once and finds in it what every reader needs: entities, registry numbers (judged by the day of publication, else by
 * `now`), and facts: those of the registry, overridden by the input's own `context`. All offsets are into `title + "\n" + text`.
 */
export function prepare(
  input: AnalysisInput,
  registry: RegistryView,
  now: () => Date = () => new Date(),
): PreparedText {
  const original = `${input.title}\n${input.text}`;
  const normalised = normalise(original);
  const entities = finderOf(registry).find(original, normalised);
  const day = dayOf(input.context?.publish_date ?? input.publishedAt ?? '') ?? chinaDay(now().getTime());
  const verify = (type: string, value: string): boolean | 'unknown' => registry.number(type, value);
  const numbers = findNumbers({ original, normalised, day, verify });
  const facts = { ...registry.facts({ input, drugs: drugsOf(entities), numbers }), ...input.context };
  return { input, original, normalised, entities, numbers, facts };
}

/** Generic names of the drugs among entities, each once, by first mention. */
export function drugsOf(entities: PreparedText['entities']): string[] {
  return [...new Set(entities.filter(({ type }) => type === 'drug').map(({ id, text }) => id ?? text))];
}

function finderOf(registry: RegistryView): EntityFinder {
  let finder = finders.get(registry);
  if (finder === undefined) finders.set(registry, (finder = createEntityFinder(registry.drugNames())));
  return finder;
}
