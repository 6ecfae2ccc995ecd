import { benchMatch } from './match';

/** `bench match`: boolean and NEAR rules over Chinese documents, beside the same rules by `String.includes`. */
export function bench(): Promise<string> {
  return benchMatch();
}
