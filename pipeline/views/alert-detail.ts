import type { Alert } from '../../contracts/alert';
import type { AlertDetail } from '../../contracts/http';
import type { Archive } from '../../archive/open-archive';

const mostSimilar = 20;

/** Everything the alert page shows: the version that raised it, its analysis, history, the same copy elsewhere, captures. */
export async function readAlertDetail(archive: Archive, alert: Alert): Promise<AlertDetail> {
  const [history, similar, document, analysis, captures] = await Promise.all([
    archive.alerts.history(alert.id),
    archive.alerts.list(
      { cluster: alert.cluster, region: alert.region.slice(0, 2).padEnd(6, '0') },
      { limit: mostSimilar + 1 },
    ),
    archive.documents.get(alert.documentId, alert.documentVersion),
    archive.analyses.get(alert.documentId, alert.documentVersion),
    archive.captures.ofDocument(alert.documentId),
  ]);
  return {
    alert,
    history,
    similar: similar.items.filter((other) => other.id !== alert.id).slice(0, mostSimilar),
    document: document ?? null,
    analysis: analysis ?? null,
    captures,
  };
}
