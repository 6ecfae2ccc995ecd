import type { Capturer } from '../contracts/evidence';
import type { EvidenceFiles } from './crawl-store';
import type { PageBrowser } from './page-browser';
import type { Web } from './web';

/** What every fetch works with: the way out, the evidence store, who captures, and a browser where there is one. */
export interface FetcherDeps {
  readonly web: Web;
  readonly files: EvidenceFiles;
  readonly capturer: Capturer;
  /** Absent: script-drawn pages are taken as their static form, and `render: always` fails with `browser`. */
  readonly browser?: PageBrowser;
}
