import { parentPort, workerData } from 'node:worker_threads';
import { storeFailure } from '../../store-failure';
import type { ThreadAnswer, ThreadCall } from './side-in-thread';
import { openSide, type SideSettings } from './search-side';

// Entry of a search thread: opens one side of the index and answers call after call.

const port = parentPort;
if (!port) throw new Error('search-thread only runs as a worker thread');
const settings = workerData as SideSettings;
const side = openSide(settings);

port.on('message', (message: ThreadCall) => {
  if (message.type === 'close') {
    side.close();
    port.close();
    return;
  }
  port.postMessage(answerTo(message));
});

function answerTo(message: Extract<ThreadCall, { type: 'ask' }>): ThreadAnswer {
  try {
    return { id: message.id, ok: true, value: side.call(message.call) };
  } catch (error) {
    const { reason, retry, subjectId, message: says } = storeFailure(error, settings.path);
    return { id: message.id, ok: false, failure: { stage: 'archive', reason, retry, subjectId, message: says } };
  }
}
