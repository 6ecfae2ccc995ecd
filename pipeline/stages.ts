import { alert } from '../contracts/alert';
import { analysis } from '../contracts/analysis';
import {
  analysisOrder,
  documentRef,
  dueVisit,
  pageSnapshot,
  pageTask,
  sourceDocument,
  visitResult,
} from '../contracts/page';
import { capture } from '../contracts/evidence';
import { ruleMatch } from '../contracts/rule-match';
import { stage, type Stage } from './stage';
import type { Keep } from './keep';
import type { Rooms } from './rooms';

// The product in one list: a source that is due becomes pages to fetch, a page becomes a snapshot with evidence, a
// snapshot becomes documents, a document is analysed, an analysis is indexed and matched, a match raises an alert.
// Beside the hot path: pictures are read and their text analysed again, and what was flagged gets its screenshot.

const places = (concurrency: number, seconds: number, attempts: number) => ({
  concurrency,
  deadlineMs: seconds * 1000,
  attempts,
});

/** Every stage, in order: what it takes, what it gives, places, deadline and attempts, the room's function, what is kept of it. */
// prettier-ignore
export function stages(rooms: Rooms, keep: Keep, analysts: number, forgetWindows: () => void): Stage[] {
  return [
    stage({ name: 'visit', takes: dueVisit, gives: visitResult, ...places(8, 120, 1), perLane: 1, subjectOf: (due) => due.sourceId,
      run: rooms.visit, keep: keep.visited, giveUp: keep.visitFailed }),
    stage({ name: 'fetch', takes: pageTask, gives: pageSnapshot, ...places(32, 120, 4), perLane: 6, subjectOf: (task) => task.id,
      run: rooms.fetch, keep: keep.fetched, giveUp: keep.fetchFailed }),
    stage({ name: 'extract', takes: pageSnapshot, gives: sourceDocument, ...places(2, 60, 3), subjectOf: (page) => page.id,
      run: rooms.extract, keep: keep.extracted, giveUp: keep.extractFailed }),
    stage({ name: 'analyse', takes: analysisOrder, gives: analysis, ...places(analysts * 2, 60, 3), subjectOf: (order) => order.documentId,
      run: rooms.analyse, keep: keep.analysed }),
    stage({ name: 'index', takes: documentRef, gives: documentRef, ...places(16, 60, 8), subjectOf: (ref) => ref.documentId,
      run: rooms.index, keep: keep.indexed }),
    stage({ name: 'match', takes: documentRef, gives: ruleMatch, ...places(1, 60, 3), withinUnit: true, subjectOf: (ref) => ref.documentId,
      run: rooms.match, keep: keep.matched, rolledBack: forgetWindows }),
    stage({ name: 'raise', takes: ruleMatch, gives: alert, ...places(1, 60, 8), withinUnit: true, subjectOf: (match) => match.matchId,
      run: rooms.raise, keep: keep.raised }),
    stage({ name: 'capture', takes: documentRef, gives: capture, ...places(2, 120, 3), subjectOf: (ref) => ref.documentId,
      run: rooms.capture, keep: keep.captured }),
    stage({ name: 'read-images', takes: documentRef, gives: analysisOrder, ...places(1, 180, 3), subjectOf: (ref) => ref.documentId,
      run: rooms.readImages, keep: keep.imagesRead }),
  ];
}
