// An analyst that fits a pool by shape: for tests of the pool in the calling thread.
exports.openAnalyst = (settings) => ({
  analyseDocument(document) {
    if (document.title === 'throw') throw new Error('boom');
    return { documentId: document.id, analysedAt: settings.name };
  },
});
