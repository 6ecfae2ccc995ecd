import { detectors } from '../../nlp/violations/index';
import { articlesOf } from '../../nlp/violations/statutes';
import type { CatalogueAnswer } from '../../contracts/http';
import { regionNames } from '../../config/regions';
import { productVersion } from '../commands/command';

/** Names of violations, with their articles of today, and of regions: read from what describes itself. */
export function readCatalogue(): CatalogueAnswer {
  return {
    violations: detectors.map(({ code, name, severity, missingFacts }) => ({
      code,
      name,
      severity,
      statutes: articlesOf(code),
      description: missingFacts.length === 0 ? name : `${name}；需补：${missingFacts.join('、')}`,
    })),
    regions: { ...regionNames() },
    version: productVersion(),
  };
}
