import type { AnalysisInput, KnownFacts, NumberFound } from '../contracts/analysis';
import type { Drug, DrugCatalogue } from './drug-catalogue';

/** What is asked about one text. */
export interface RegistryQuestion {
  readonly input: AnalysisInput;
  /** Generic names of the drugs found, each once. */
  readonly drugs: readonly string[];
  readonly numbers: readonly NumberFound[];
}

/** Names of controlled groups as the statutes call them. */
const substances: Readonly<Record<string, string>> = {
  narcotic: '麻醉药品',
  'psychotropic-1': '第一类精神药品',
  'psychotropic-2': '第二类精神药品',
  toxic: '医疗用毒性药品',
  precursor: '药品类易制毒化学品',
  anabolic: '蛋白同化制剂',
  'peptide-hormone': '肽类激素',
  vaccine: '疫苗',
  'blood-product': '血液制品',
};

/** Numbers that show that what is offered is something else than a drug. */
const otherProducts: ReadonlySet<string> = new Set(['hf', 'sfmp', 'cosm', 'device', 'deviceFil', 'deviceOld']);

/**
 * Facts for a text that is about one drug: the only one it names, in its title or more than once. A text that names several, or carries the
 * number of another kind of product, may compare or warn, and nothing is sure.
 */
export function textFacts({ input, drugs, numbers }: RegistryQuestion, catalogue: DrugCatalogue): KnownFacts {
  const known = [...new Set(drugs.map((name) => catalogue.find(name)))].filter((drug) => drug !== undefined);
  const [drug] = known;
  if (drug === undefined || known.length > 1 || drugs.length > 1) return {};
  if (numbers.some(({ type }) => otherProducts.has(type)) || !isSubject(drug, input)) return {};
  const substance = substances[drug.group];
  return {
    generic: drug.name,
    ...(substance === undefined ? {} : { substance }),
    ...prescription(drug),
  };
}

function prescription({ status }: Drug): Pick<KnownFacts, 'rx'> {
  switch (status) {
    case 'rx':
      return { rx: true };
    case 'both':
      return { rx: '双跨' };
    case 'otc-a':
    case 'otc-b':
      return { rx: false };
    case 'banned':
    case 'unapproved':
      return {};
  }
}

function isSubject(drug: Drug, { title, text }: RegistryQuestion['input']): boolean {
  const names = [drug.name, ...drug.brands, ...drug.aliases].map((name) => name.toLowerCase());
  const lowTitle = title.toLowerCase();
  if (names.some((name) => lowTitle.includes(name))) return true;
  const lowText = text.toLowerCase();
  const mentions = names.reduce((sum, name) => sum + lowText.split(name).length - 1, 0);
  return mentions >= 2;
}
