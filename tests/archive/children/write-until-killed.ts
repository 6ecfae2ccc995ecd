import { type Archive, openArchive } from '../../../archive/open-archive';
import { sampleAlert, sampleAnalysis, sampleCapture, sampleDocument } from '../samples';

// Writes step after step into the archive named on the command line, telling each step that was kept, until it is killed.

const [, , dataFolder = ''] = process.argv;
const at = '2026-03-02T04:00:00Z';

async function step(archive: Archive, number: number): Promise<void> {
  const file = await archive.evidenceFiles.put(Buffer.from(`page ${number}`.repeat(5000)));
  const document = sampleDocument({ id: `d${number}`, text: `第 ${number} 页` });
  await archive.unitOfWork(async () => {
    const [job] = await archive.jobs.claim('write', 1, { now: at, leaseMs: 1e9, worker: 'child' });
    if (job?.id !== `job-${number}`) throw new Error(`claimed ${job?.id ?? 'nothing'}, expected job-${number}`);
    await archive.documents.insert(document);
    await archive.captures.append(
      sampleCapture({
        id: `c${number}`,
        documentId: document.id,
        files: [{ role: 'body', mediaType: 'text/html', ...file }],
      }),
    );
    await archive.analyses.put(sampleAnalysis(document));
    await archive.alerts.insert(sampleAlert({ id: `a${number}`, documentId: document.id }), `m${number}`);
    await archive.liveEvents.append({
      at,
      body: { type: 'notice', data: { text: String(number) } },
      scope: { region: '000000', right: 'any' },
    });
    await archive.jobs.complete(job.id, at);
    await archive.jobs.enqueue([nextJob(number + 1)]);
  });
  await archive.documentIndex.put(document, sampleAnalysis(document));
}

function nextJob(number: number): Parameters<Archive['jobs']['enqueue']>[0][number] {
  return { id: `job-${number}`, stage: 'write', subjectId: String(number), lane: '', payload: number, runAt: at };
}

async function run(): Promise<void> {
  const compileQuery = { modulePath: require.resolve('../query-test'), exportName: 'queryTest' };
  const archive = await openArchive({ dataFolder, now: () => new Date(at), compileQuery });
  await archive.jobs.releaseAll(null, at);
  await archive.jobs.enqueue([nextJob(0)]);
  const kept = await archive.documents.count();
  // The killed child may have kept its last document without indexing it; the flow's queue would ask for it again.
  if (kept > 0) {
    const document = sampleDocument({ id: `d${kept - 1}`, text: `第 ${kept - 1} 页` });
    await archive.documentIndex.put(document, sampleAnalysis(document));
  }
  for (let number = kept; ; number += 1) {
    await step(archive, number);
    process.stdout.write(`${number}\n`);
  }
}

void run();
