import { dataFile } from '../../config/project-root';
import { loadPhrasebook } from './phrasebook';

/** The phrases that ship with the product: words, cues of genre and speech act, wordings of violations. Loaded once. */
export const shippedPhrasebook = loadPhrasebook([
  dataFile('nlp/context/words'),
  dataFile('nlp/context/cues'),
  dataFile('nlp/violations/lexicon'),
]);
