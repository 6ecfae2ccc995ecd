// The process that reads pictures: one PNG in, its lines out. A plain module, so that the sources and the built program start the same file;
// its own process, because model and picture library take hundreds of megabytes and native code can end a process.
import { Buffer } from 'node:buffer';
import { setPriority } from 'node:os';
import Ocr from '@gutenye/ocr-node';

const lowPriority = 10;
setPriority(lowPriority);

const reader = await Ocr.create({ onnxOptions: { intraOpNumThreads: 1, interOpNumThreads: 1 } });

process.on('disconnect', () => process.exit(0));
process.on('message', async ({ id, png }) => {
  try {
    const found = await reader.detect(Buffer.from(png));
    const lines = found.map(({ text, mean, box }) => ({ text, score: mean, corners: box }));
    process.send({ id, lines, rss: process.memoryUsage().rss });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
process.send({ ready: true });
