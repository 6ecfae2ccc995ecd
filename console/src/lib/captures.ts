import type { Capture } from '@contracts/evidence';
import type { EvidenceEntry } from '@/components/evidence-list.vue';

/** Captures as rows of the evidence list; their chain links are read apart. */
export function captureEntries(captures: readonly Capture[]): EvidenceEntry[] {
  return captures.map((capture) => ({
    captureId: capture.id,
    url: capture.finalUrl,
    capturedAt: capture.capturedAt,
    capturedBy: capture.capturedBy.name,
    chainIndex: null,
    chainHash: null,
    files: capture.files,
  }));
}

/** SHA-256 of the screenshot to show: the named one where a capture holds it, else the newest; null where there is none. */
export function screenshotOf(captures: readonly Capture[], named: string | null): string | null {
  const shots = captures.flatMap((capture) =>
    capture.files
      .filter((file) => file.role === 'screenshot')
      .map((file) => ({ at: capture.capturedAt, sha256: file.sha256 })),
  );
  shots.sort((a, b) => b.at.localeCompare(a.at));
  const chosen = shots.find((shot) => shot.sha256 === named) ?? shots[0];
  return chosen?.sha256 ?? named;
}
