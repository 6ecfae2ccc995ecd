import { join } from 'node:path';
import type { Analysis } from '../../contracts/analysis';
import type { StageFailure } from '../../contracts/failure';
import type { DocumentToAnalyse } from '../../nlp/analyse';
import { createAnalystPool, type AnalystPool, type AnalystPoolOptions } from '../../nlp/analyst-pool';

const thread = (name: string): string => join(__dirname, 'threads', name);
const analyst = { modulePath: thread('small-analyst.cjs'), exportName: 'openAnalyst', settings: { name: 'small' } };
const document = (id: string, title = ''): DocumentToAnalyse => ({ id, title }) as DocumentToAnalyse;

const open: AnalystPool[] = [];
function pool(options: Partial<AnalystPoolOptions> = {}): AnalystPool {
  const one = createAnalystPool({ workers: 2, analyst, entry: thread('obedient-thread.cjs'), ...options });
  open.push(one);
  return one;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function outcome(work: Promise<Analysis>): Promise<string> {
  try {
    return `done ${(await work).documentId}`;
  } catch (error) {
    const { reason, retry, subjectId } = error as StageFailure;
    return `${reason} ${retry} ${subjectId}`;
  }
}

describe('analyst pool in threads', () => {
  test('every document gets its own answer, several threads work', async () => {
    const one = pool();
    const analyses = await Promise.all(Array.from({ length: 12 }, (_, at) => one.analyseDocument(document(`d${at}`))));
    expect(analyses.map(({ documentId }) => documentId)).toEqual(Array.from({ length: 12 }, (_, at) => `d${at}`));
    expect(new Set(analyses.map(({ analysedAt }) => analysedAt)).size).toBe(2);
  });

  const failures: [string, string, string][] = [
    ['ends its thread', 'exit', 'worker-died back-off bad'],
    ['throws out of its thread', 'throw', 'worker-died back-off bad'],
    ['cannot be analysed', 'error', 'internal never bad'],
    ['takes too long', 'hang', 'deadline back-off bad'],
  ];
  test.each(failures)('a document that %s fails alone', async (_, title, expected) => {
    const one = pool({ workers: 1, deadlineMs: 500 });
    const work = [document('a'), document('bad', title), document('b'), document('bad', title), document('c')];
    expect(await Promise.all(work.map((each) => outcome(one.analyseDocument(each))))).toEqual([
      'done a',
      expected,
      'done b',
      expected,
      'done c',
    ]);
  });

  test('threads that cannot start fail their documents and say why', async () => {
    const one = pool({ entry: thread('broken-thread.cjs') });
    const work = ['a', 'b', 'c'].map((id) => one.analyseDocument(document(id)));
    const settled = await Promise.allSettled(work);
    for (const each of settled) {
      expect(each).toMatchObject({
        status: 'rejected',
        reason: { reason: 'worker-died', message: expect.stringContaining('model file is missing') as string },
      });
    }
  });

  test('closing lets the document in hand finish and gives back the rest', async () => {
    const one = pool({ workers: 1 });
    const work = ['a', 'b', 'c'].map((id) => outcome(one.analyseDocument(document(id))));
    await one.close();
    expect(await Promise.all(work)).toEqual(['done a', 'worker-died later b', 'worker-died later c']);
    expect(await outcome(one.analyseDocument(document('d')))).toBe('worker-died later d');
  });

  test('an idle pool closes at once', async () => {
    await pool().close();
  });

  test('without the built program says what to do', () => {
    expect(() => createAnalystPool({ workers: 1, analyst, entry: thread('absent.js') })).toThrow(/built program/);
  });
});

describe('analyst pool in the calling thread', () => {
  test('answers and fails by document', async () => {
    const one = pool({ inProcess: true });
    expect(await one.analyseDocument(document('a'))).toEqual({ documentId: 'a', analysedAt: 'small' });
    expect(await outcome(one.analyseDocument(document('bad', 'throw')))).toBe('internal never bad');
  });

  test('an analyst that is not there fails each document', async () => {
    const one = pool({ inProcess: true, analyst: { ...analyst, exportName: 'absent' } });
    expect(await outcome(one.analyseDocument(document('a')))).toBe('internal never a');
  });
});
