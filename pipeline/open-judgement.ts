import type { Analysis } from '../contracts/analysis';
import type { Archive } from '../archive/open-archive';
import { createAnalystPool } from '../nlp/analyst-pool';
import type { DocumentToAnalyse } from '../nlp/analyse';
import { createImageReader, type ImageReader } from '../nlp/images/image-reader';
import type { Settings } from '../config/schema';

/** The nlp room as the service uses it: analysts in threads of their own, and a reader of pictures off the hot path. */
export interface Judgement {
  readonly analyse: (document: DocumentToAnalyse) => Promise<Analysis>;
  /** Undefined where the settings switch it off. */
  readonly imageReader: ImageReader | undefined;
  close(): Promise<void>;
}

/** Opens the analyst pool and the image reader; threads start with their first work. */
export function openJudgement(plan: {
  settings: Settings;
  archive: Pick<Archive, 'imageTexts'>;
  inProcess: boolean;
}): Judgement {
  const { settings, inProcess } = plan;
  const pool = createAnalystPool({
    workers: settings.analysis.workers,
    analyst: {
      modulePath: require.resolve('./open-analyst'),
      exportName: 'openAnalyst',
      settings: { analysis: settings.analysis },
    },
    deadlineMs: settings.analysis.deadlineMs,
    inProcess,
  });
  const imageReader = settings.analysis.readImages ? createImageReader({ store: plan.archive.imageTexts }) : undefined;
  return {
    analyse: (document) => pool.analyseDocument(document),
    imageReader,
    async close() {
      await pool.close();
      await imageReader?.close();
    },
  };
}
