import { z } from 'zod';
import type { Severity } from '../../contracts/primitives';
import type { ViolationCode } from '../../contracts/violation';
import type { Draft } from './draft';
import type { Subject } from './subject';

export const detectorCategories = ['claims', 'approval', 'form', 'product', 'service', 'sale', 'attribute'] as const;
export type DetectorCategory = (typeof detectorCategories)[number];

/** What every detector may be told; a detector extends it with its own. */
export const detectorSettings = z.strictObject({
  enabled: z.boolean().default(true),
  /** Findings below are dropped. */
  minConfidence: z.number().min(0).max(1).default(0.35),
  /** Most findings of this code in one text. */
  maxFindings: z.number().int().positive().default(5),
});
export type DetectorSettings = z.infer<typeof detectorSettings>;

/** A violation detector: one file, described by itself. Statutes stand in statutes.yaml under its code. */
export interface Detector {
  readonly code: ViolationCode;
  readonly name: string;
  readonly category: DetectorCategory;
  /** `content` judges what is said or done; `formal` what is missing, asked only where no content is objected to; `attribute` aggravates. */
  readonly role: 'content' | 'formal' | 'attribute';
  readonly severity: Severity;
  /** Keys of the known facts that it reads. */
  readonly facts: readonly string[];
  /** What an officer still has to find out, in Chinese. */
  readonly missingFacts: readonly string[];
  readonly settings: z.ZodType<DetectorSettings>;
  /** Only called on texts that promote or sell. */
  detect(subject: Subject): Draft[];
}
