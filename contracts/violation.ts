import { z } from 'zod';
import { severity } from './primitives';

/** The 44 violation codes, in the order of the reference table. EVASION and PRIVATE_TRADE are attributes: they aggravate. */
export const violationCodes = [
  'RX_MASS_AD',
  'SPECIAL_DRUG_AD',
  'EFFICACY_GUARANTEE',
  'CURE_RATE',
  'COMPARISON',
  'ENDORSEMENT',
  'NO_AD_APPROVAL',
  'AD_APPROVAL_INVALID',
  'MISSING_WARNING',
  'BEYOND_LABEL',
  'ABSOLUTE_TERMS',
  'INDUCEMENT',
  'DISGUISED_AD',
  'NOT_LABELLED_AD',
  'STATE_ORG_NAME',
  'MINOR_AD',
  'CITATION_PATENT',
  'FALSE_AD',
  'NON_MED_THERAPY',
  'FOOD_HEALTH_CLAIM',
  'HF_DISEASE',
  'HF_NECESSARY',
  'HF_NO_WARNING',
  'SFMP_PASSING_OFF',
  'COSM_MEDICAL',
  'COSM_EFFICACY',
  'MEDICAL_SERVICE_AD',
  'APPEARANCE_ANXIETY',
  'UNREGISTERED_DEVICE',
  'DEVICE_LABEL_MISMATCH',
  'NO_CERT_DISPLAY',
  'UNLICENSED_SALE',
  'BANNED_ONLINE_SALE',
  'RX_NO_PRESCRIPTION',
  'RX_DISPLAY',
  'GIFT_DRUG',
  'UNAPPROVED_IMPORT',
  'FAKE_APPROVAL_NO',
  'SUSPECT_FAKE_DRUG',
  'ILLEGAL_ADDITION_RISK',
  'DRUG_RECYCLING',
  'PRIVATE_TRADE',
  'CONTROLLED_SLANG',
  'EVASION',
] as const;

export const violationCode = z.enum(violationCodes);
export type ViolationCode = z.infer<typeof violationCode>;

export const attributeCodes: readonly ViolationCode[] = ['EVASION', 'PRIVATE_TRADE'];

/** One suspected violation. `start`/`end` are UTF-16 offsets into the original `title + "\n" + text`; `quote` is that slice. */
export const finding = z.object({
  code: violationCode,
  quote: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  severity,
  confidence: z.number().min(0).max(1),
  articles: z.array(z.string()),
  missingFacts: z.array(z.string()),
  why: z.string(),
});
export type Finding = z.infer<typeof finding>;
