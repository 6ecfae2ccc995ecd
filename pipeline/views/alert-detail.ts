import type { Alert } from '../../contracts/alert';
import type { AlertDetail } from '../../contracts/http';
import type { Archive } from '../../archive/open-archive';
import { regionCovers } from '../../config/regions';
import type { Viewer } from '../../contracts/user';

const mostSimilar = 20;

/**
 * Everything the alert page shows: the version that raised it, its analysis, history, the same copy elsewhere, captures.
 * Of other alerts and places only those in the viewer's region; count and spread say how many there are in all.
 */
export async function readAlertDetail(
  archive: Archive,
  viewer: Pick<Viewer, 'region'>,
  alert: Alert,
): Promise<AlertDetail> {
  const isOwn = (region: string): boolean => regionCovers(viewer.region, region);
  const [history, similar, document, analysis, captures] = await Promise.all([
    archive.alerts.history(alert.id),
    archive.alerts.list({ cluster: alert.cluster, region: viewer.region }, { limit: mostSimilar + 1 }),
    archive.documents.get(alert.documentId, alert.documentVersion),
    archive.analyses.get(alert.documentId, alert.documentVersion),
    archive.captures.ofDocument(alert.documentId),
  ]);
  return {
    alert: { ...alert, places: alert.places.filter((place) => isOwn(place.region) || place.url === alert.url) },
    history,
    similar: similar.items.filter((other) => other.id !== alert.id).slice(0, mostSimilar),
    document: document ?? null,
    analysis: analysis ?? null,
    captures,
  };
}
