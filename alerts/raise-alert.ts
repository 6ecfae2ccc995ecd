import { createHash } from 'node:crypto';
import type { Alert, AlertPlace, AlertSummary } from '../contracts/alert';
import type { Analysis } from '../contracts/analysis';
import type { Level, Severity } from '../contracts/primitives';
import type { LiveEventBody } from '../contracts/live-event';
import type { SourceDocument } from '../contracts/page';
import type { AlertStore, LiveEventStore } from './alert-store';

/** A match together with what it is about. `screenshot` is the SHA-256 of a picture that exists already. */
export interface AlertCandidate {
  readonly matchId: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly ruleVersion: string;
  readonly key: Record<string, string | null> | null;
  readonly level: Level;
  readonly title: string;
  readonly document: SourceDocument;
  readonly analysis: Analysis;
}

export interface Raised {
  readonly outcome: 'raised' | 'merged' | 'duplicate';
  readonly alert: Alert;
}

export interface RaiserParts {
  readonly alerts: AlertStore;
  readonly events: LiveEventStore;
}

const levels: readonly Level[] = ['blue', 'yellow', 'orange', 'red'];
const severities: readonly Severity[] = ['S1', 'S2', 'S3', 'S4'];
const mostPlaces = 200;

/** Keys in order, so that the same key is always the same string. */
export function canonicalKey(key: AlertCandidate['key']): string {
  if (key === null) return '';
  return JSON.stringify(
    Object.keys(key)
      .sort()
      .map((name) => [name, key[name] ?? null]),
  );
}

/** The alert without its details, as lists and the live socket carry it. */
export function summaryOf(alert: Alert): AlertSummary {
  const { findings: _findings, places: _places, ...summary } = alert;
  return summary;
}

function higher(a: Level, b: Level): Level {
  return levels.indexOf(a) >= levels.indexOf(b) ? a : b;
}

function worstSeverity(analysis: Analysis): Severity | null {
  const found = analysis.violations.map((finding) => severities.indexOf(finding.severity));
  return found.length === 0 ? null : (severities[Math.max(...found)] ?? null);
}

function excerptOf(candidate: AlertCandidate): string {
  const { document, analysis } = candidate;
  const original = `${document.title}\n${document.text}`;
  const first = analysis.violations[0];
  const from = Math.max(0, (first?.start ?? document.title.length + 1) - 30);
  return original
    .slice(from, from + 140)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function placeOf(document: SourceDocument): AlertPlace {
  return {
    documentId: document.id,
    documentVersion: document.version,
    url: document.url,
    platform: document.platform,
    seller: document.seller,
    region: document.region,
    title: document.title,
    seenAt: document.collectedAt,
  };
}

function newAlert(candidate: AlertCandidate, now: string): Alert {
  const { document, analysis } = candidate;
  return {
    schemaVersion: 1,
    id: `a_${createHash('sha256').update(candidate.matchId).digest('hex').slice(0, 24)}`,
    version: 1,
    ruleId: candidate.ruleId,
    ruleName: candidate.ruleName,
    ruleVersion: candidate.ruleVersion,
    key: candidate.key,
    cluster: analysis.cluster,
    level: candidate.level,
    state: 'new',
    title: candidate.title,
    excerpt: excerptOf(candidate),
    documentId: document.id,
    documentVersion: document.version,
    platform: document.platform,
    seller: document.seller,
    region: document.region,
    url: document.url,
    codes: [...new Set(analysis.violations.map((finding) => finding.code))],
    severity: worstSeverity(analysis),
    findings: analysis.violations,
    drugs: analysis.drugs,
    count: 1,
    spread: 1,
    places: [placeOf(document)],
    firstSeenAt: document.collectedAt,
    lastSeenAt: document.collectedAt,
    raisedAt: now,
    updatedAt: now,
    ownerId: null,
    ownerName: null,
    leadId: null,
    screenshot: null,
    trace: {
      respondedAt: document.respondedAt,
      collectedAt: document.collectedAt,
      analysedAt: analysis.analysedAt,
      raisedAt: now,
    },
  };
}

// The version stays: it guards what officers decide, and a further copy must not make their view stale.
function mergedAlert(standing: Alert, candidate: AlertCandidate, now: string): Alert {
  const place = placeOf(candidate.document);
  const isKnown = standing.places.some((known) => known.url === place.url);
  return {
    ...standing,
    level: higher(standing.level, candidate.level),
    count: standing.count + 1,
    spread: standing.spread + (isKnown ? 0 : 1),
    places: isKnown || standing.places.length >= mostPlaces ? standing.places : [...standing.places, place],
    firstSeenAt: standing.firstSeenAt < place.seenAt ? standing.firstSeenAt : place.seenAt,
    lastSeenAt: standing.lastSeenAt > place.seenAt ? standing.lastSeenAt : place.seenAt,
    updatedAt: now,
  };
}

/** Announces an alert to everybody whose region covers it; call inside the unit of work that stores it. */
export async function announce(
  events: LiveEventStore,
  type: 'alert.raised' | 'alert.updated' | 'alert.merged',
  alert: Alert,
): Promise<void> {
  const body: LiveEventBody = { type, data: summaryOf(alert) };
  await events.append({ at: alert.updatedAt, body, scope: { region: alert.region, right: 'alerts' } });
}

/**
 * Raises one alert per rule, key and near-duplicate cluster: a further match of the same copy is merged with count and
 * spread, and a match that was seen before changes nothing. Call inside a unit of work.
 */
export async function raiseAlert(parts: RaiserParts, candidate: AlertCandidate, now: string): Promise<Raised> {
  const seen = await parts.alerts.alertOfMatch(candidate.matchId);
  if (seen !== undefined) {
    const alert = await parts.alerts.get(seen);
    if (alert) return { outcome: 'duplicate', alert };
  }
  const standing = await parts.alerts.openAlert(
    candidate.ruleId,
    canonicalKey(candidate.key),
    candidate.analysis.cluster,
  );
  if (standing === undefined) {
    const alert = newAlert(candidate, now);
    await parts.alerts.insert(alert, candidate.matchId);
    await parts.alerts.appendHistory(alert.id, {
      at: now,
      actorId: null,
      actorName: '系统',
      action: 'raised',
      from: null,
      to: 'new',
      note: null,
    });
    await announce(parts.events, 'alert.raised', alert);
    return { outcome: 'raised', alert };
  }
  const alert = mergedAlert(standing, candidate, now);
  const isWritten = await parts.alerts.update(alert, standing.version, candidate.matchId);
  if (!isWritten) throw new Error(`alert ${standing.id} changed inside one unit of work`);
  await announce(parts.events, 'alert.merged', alert);
  return { outcome: 'merged', alert };
}
