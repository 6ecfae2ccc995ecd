import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { CatalogueAnswer } from '@contracts/http';
import { session } from './endpoints';
import english from './messages/code-names-en.json';

const englishNames: Readonly<Record<string, string>> = english;

type Violation = CatalogueAnswer['violations'][number];

/** Names of violation codes and regions, read once from the server. */
export const useCatalogue = defineStore('catalogue', () => {
  const violations = shallowRef(new Map<string, Violation>());
  const regions = shallowRef<Record<string, string>>({});
  const version = shallowRef('');

  async function load(): Promise<void> {
    const answer = await session.catalogue();
    violations.value = new Map(answer.violations.map((one) => [one.code, one]));
    regions.value = answer.regions;
    version.value = answer.version;
  }

  return { violations, regions, version, load };
});

/** Naming in the language on screen: Chinese names from the catalogue, English ones from a table. */
export function useNames() {
  const catalogue = useCatalogue();
  const { locale, t } = useI18n();

  function codeName(code: string): string {
    if (locale.value === 'en') return englishNames[code] ?? code;
    return catalogue.violations.get(code)?.name ?? code;
  }

  function regionName(code: string): string {
    return catalogue.regions[code] ?? (code === '000000' ? t('region.unknown') : code);
  }

  return { codeName, regionName };
}
