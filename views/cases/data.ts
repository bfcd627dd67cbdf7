/** What the pages of cases show. Filled by src/cases and src/admin, drawn by this folder and views/admin. */
import type { Case, CaseKind, CaseRead, EvidenceKind, Reason } from '../../src/cases/index.ts';

export interface CaseAbout {
  /** Name of the client or of the government system. */
  readonly system: string | undefined;
  /** Name of the entity; undefined: the person himself. */
  readonly subject: string | undefined;
  /** Label. */
  readonly field: string | undefined;
  /** Name of the agency that it is put before. */
  readonly agency: string | undefined;
  readonly registry: { readonly name: string; readonly custodian: string } | undefined;
}

export interface CaseLine {
  readonly case: Case;
  readonly about: CaseAbout;
}

export interface CaseData {
  readonly case: CaseRead;
  readonly about: CaseAbout;
  readonly evidence: EvidenceKind | undefined;
}

export interface NewCaseData {
  readonly kind: CaseKind;
  readonly about: CaseAbout;
  /** When the entry was written, where it is about one. */
  readonly at: Date | undefined;
  readonly hidden: Readonly<Record<'kind' | 'entry' | 'field' | 'of', string>>;
  readonly systems: readonly { readonly number: number; readonly name: string }[];
  readonly system: string;
  readonly reason: Reason;
  readonly address: string;
  readonly text: string;
  readonly error: string | undefined;
}
