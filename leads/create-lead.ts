import { createHash } from 'node:crypto';
import { regionName } from '../config/regions';
import type { Alert } from '../contracts/alert';
import type { Lead, LeadEvidence } from '../contracts/lead';
import type { Organisation } from '../contracts/user';
import type { SourceDocument } from '../contracts/page';
import type { EvidenceLookup, LeadStore, OrganisationLookup } from './lead-store';
import { shanghaiDay } from './working-days';
import { startVerifyClock } from './lead-clock';

export interface LeadParts {
  readonly leads: LeadStore;
  readonly evidence: EvidenceLookup;
  readonly organisations: OrganisationLookup;
}

export interface LeadRequest {
  readonly alert: Alert;
  /** The document that raised the alert, where it is still kept. */
  readonly document: SourceDocument | undefined;
  readonly by: { readonly userId: string; readonly name: string; readonly organisationId: string };
}

// Facts that point to a crime (reference: 刑事衔接): controlled substances, banned sales, additions, fake drugs.
const criminalCodes = new Set([
  'CONTROLLED_SLANG',
  'BANNED_ONLINE_SALE',
  'SUSPECT_FAKE_DRUG',
  'ILLEGAL_ADDITION_RISK',
  'DRUG_RECYCLING',
]);

/** `〔2026〕12号` with the organisation's name before it, as case sources are numbered. */
export function leadNumber(organisation: Organisation, year: number, serial: number): string {
  return `${organisation.name}线索〔${year}〕${serial}号`;
}

function missingFactsOf(request: LeadRequest): string[] {
  const { alert, document } = request;
  const facts = alert.findings.flatMap((finding) => finding.missingFacts);
  if (!document?.seller) facts.push('经营主体名称');
  if (!document?.sellerLicence) facts.push('经营主体的许可或备案信息');
  if (alert.region === '000000') facts.push('经营主体所在地（管辖依据）');
  return [...new Set(facts)];
}

async function evidenceOf(parts: LeadParts, alert: Alert): Promise<LeadEvidence[]> {
  const documentIds = [...new Set([alert.documentId, ...alert.places.map((place) => place.documentId)])];
  const lists = await Promise.all(documentIds.map((id) => parts.evidence.ofDocument(id)));
  return lists.flat();
}

function assemble(
  request: LeadRequest,
  filled: { organisation: Organisation; number: string; evidence: LeadEvidence[]; now: string },
): Lead {
  const { alert, document, by } = request;
  return {
    schemaVersion: 1,
    id: `l_${createHash('sha256').update(alert.id).digest('hex').slice(0, 24)}`,
    number: filled.number,
    version: 1,
    alertId: alert.id,
    title: alert.title,
    level: alert.level,
    state: 'registered',
    subject: {
      name: document?.seller ?? alert.seller,
      licence: document?.sellerLicence ?? null,
      platform: alert.platform,
      url: alert.url,
    },
    region: alert.region,
    regionName: regionName(alert.region),
    codes: alert.codes,
    statutes: [...new Set(alert.findings.flatMap((finding) => finding.articles))],
    findings: alert.findings,
    missingFacts: missingFactsOf(request),
    documentIds: [...new Set([alert.documentId, ...alert.places.map((place) => place.documentId)])],
    places: alert.places.map(({ url, platform, seller, region }) => ({ url, platform, seller, region })),
    evidence: filled.evidence,
    criminalHint: alert.codes.some((code) => criminalCodes.has(code)),
    organisationId: filled.organisation.id,
    organisationName: filled.organisation.name,
    createdBy: by.userId,
    createdByName: by.name,
    createdAt: filled.now,
    updatedAt: filled.now,
    handOvers: [],
    clock: startVerifyClock(filled.now),
    outcome: null,
  };
}

/**
 * The lead of an alert with everything filled in: subject, places, codes, statutes, quotes, evidence, missing facts, the
 * number, and the 15-working-day clock. One per alert: asked again, the same lead is returned. Call inside a unit of work.
 */
export async function createLead(
  parts: LeadParts,
  request: LeadRequest,
  now: string,
): Promise<{ lead: Lead; isNew: boolean }> {
  const existing = await parts.leads.ofAlert(request.alert.id);
  if (existing) return { lead: existing, isNew: false };
  const organisation = await parts.organisations.get(request.by.organisationId);
  if (!organisation) throw new Error(`organisation ${request.by.organisationId} of ${request.by.userId} is not there`);
  const year = Number(shanghaiDay(now).slice(0, 4));
  const number = leadNumber(organisation, year, await parts.leads.nextNumber(organisation.id, year));
  const evidence = await evidenceOf(parts, request.alert);
  const lead = assemble(request, { organisation, number, evidence, now });
  await parts.leads.insert(lead);
  await parts.leads.appendHistory(lead.id, {
    at: now,
    actorId: request.by.userId,
    actorName: request.by.name,
    action: 'create',
    from: null,
    to: 'registered',
    note: null,
  });
  return { lead, isNew: true };
}
