import { createAnalyst, type Analyst } from '../nlp/analyse';
import { createRegistry } from '../registry/registry';
import type { Settings } from '../config/schema';

/** The analyst with the shipped registry, in this thread; for the command line and for the worker threads of the service. */
export function openAnalyst(settings: Pick<Settings, 'analysis'>): Analyst {
  return createAnalyst({ registry: createRegistry(), segmenter: settings.analysis.segmenter });
}
