import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentToAnalyse } from './analyse';
import { loadAnalyst, type AnalystSource, type ThreadAnswer } from './analyst-pool';

// A thread of the analyst pool: one document in, its analysis out, in order. What cannot be loaded ends the thread with its reason.

const analyst = loadAnalyst(workerData as AnalystSource);

parentPort?.on('message', (document: DocumentToAnalyse) => {
  let answer: ThreadAnswer;
  try {
    answer = { analysis: analyst.analyseDocument(document) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
