import type { Alert } from '../contracts/alert';
import type { Analysis } from '../contracts/analysis';
import type {
  AnalysisOrder,
  DocumentRef,
  DueVisit,
  PageSnapshot,
  PageTask,
  SourceDocument,
  VisitResult,
} from '../contracts/page';
import type { Capture } from '../contracts/evidence';
import type { RuleMatch } from '../contracts/rule-match';
import type { StageContext } from './stage';

type Work<In, Out> = (input: In, context: StageContext) => Promise<readonly Out[]>;

/** The rooms' functions as the flow calls them: none, one, or several results each. */
export interface Rooms {
  readonly visit: Work<DueVisit, VisitResult>;
  readonly fetch: Work<PageTask, PageSnapshot>;
  readonly extract: Work<PageSnapshot, SourceDocument>;
  readonly analyse: Work<AnalysisOrder, Analysis>;
  readonly index: Work<DocumentRef, DocumentRef>;
  readonly match: Work<DocumentRef, RuleMatch>;
  readonly raise: Work<RuleMatch, Alert>;
  readonly capture: Work<DocumentRef, Capture>;
  readonly readImages: Work<DocumentRef, AnalysisOrder>;
}
