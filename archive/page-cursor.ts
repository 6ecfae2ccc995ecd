import { StageFailure } from '../contracts/failure';

/** Where a list goes on: the sort key of the last row given, newest first. Opaque to the caller. */
export interface PageCursor {
  readonly sortKey: number;
  readonly id: string;
}

export function encodeCursor(cursor: PageCursor): string {
  return Buffer.from(JSON.stringify([cursor.sortKey, cursor.id])).toString('base64url');
}

/** Reads a cursor back; a damaged one is a `StageFailure` with reason `invalid-input`. */
export function decodeCursor(text: string): PageCursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string') {
      return { sortKey: value[0], id: value[1] };
    }
  } catch (cause) {
    throw badCursor(text, cause);
  }
  throw badCursor(text);
}

function badCursor(text: string, cause?: unknown): StageFailure {
  return new StageFailure({
    stage: 'archive',
    reason: 'invalid-input',
    retry: 'never',
    subjectId: text.slice(0, 80),
    message: '翻页标记无效 (the page cursor is not one of ours)',
    cause,
  });
}
