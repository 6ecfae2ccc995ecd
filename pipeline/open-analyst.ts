import { createAnalyst, type Analyst } from '../nlp/analyse';
import { emptyRegistry } from '../nlp/registry-view';
import type { Settings } from '../config/schema';

/** The analyst with the shipped registry, in this thread; for the command line and for the worker threads of the service. */
export function openAnalyst(settings: Pick<Settings, 'analysis'>): Analyst {
  return createAnalyst({ registry: emptyRegistry, segmenter: settings.analysis.segmenter });
}
