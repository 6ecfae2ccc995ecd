// An analyst thread that does what a document's title says: for tests of the pool alone.
const { parentPort, threadId } = require('node:worker_threads');

parentPort.on('message', (document) => {
  switch (document.title) {
    case 'exit':
      process.exit(3);
      break;
    case 'throw':
      throw new Error('boom');
    case 'hang':
      for (;;);
    case 'error':
      parentPort.postMessage({ error: 'cannot be analysed' });
      break;
    default:
      setTimeout(
        () => parentPort.postMessage({ analysis: { documentId: document.id, analysedAt: String(threadId) } }),
        20,
      );
  }
});
