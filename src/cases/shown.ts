import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import type { Case } from './case.ts';
import type { EvidenceFile } from './evidence.ts';
import { insertEvidence, selectEvidence, selectEvidenceKind } from './evidence-store.ts';

const FILE = 'case evidence';
const ADDRESS = 'case address';

/** What a person shows with a complaint. */
export interface Evidence {
  readonly file?: EvidenceFile;
  /** Of the page that is complained of. */
  readonly address?: string;
}

/** In the transaction that opens the case. */
export async function keepEvidence(
  op: Operation,
  caseId: string,
  personId: string,
  shown: Evidence,
): Promise<void> {
  const { file, address } = shown;
  if (!file && !address) return;
  const key = await openSubject(op, personId);
  await insertEvidence(op, {
    case_id: caseId,
    media: file?.media ?? null,
    sealed_file: file ? key.sealBytes(FILE, file.bytes) : null,
    sealed_address: address ? key.seal(ADDRESS, address) : null,
    added_at: op.at,
  });
}

export interface EvidenceKind {
  readonly media: EvidenceFile['media'] | undefined;
  readonly address: string | undefined;
}

/** What there is to look at; undefined where nothing is, or the key of the person is gone. */
export async function findEvidence(
  op: Operation,
  one: Pick<Case, 'id' | 'personId'>,
): Promise<EvidenceKind | undefined> {
  const row = await selectEvidenceKind(op, one.id);
  if (!row) return undefined;
  const key = await openSubject(op, one.personId).catch(() => undefined);
  if (!key) return undefined;
  return {
    media: row.media ?? undefined,
    address: row.sealed_address === null ? undefined : key.open<string>(ADDRESS, row.sealed_address),
  };
}

/**
 * The file, for whom the caller let in. Whoever else than the person herself looks at it stands on her record.
 * @throws cases.no_evidence, vault.shredded
 */
export async function readEvidenceFile(op: Operation, one: Case): Promise<EvidenceFile> {
  const row = await selectEvidence(op, one.id);
  if (!row?.media || !row.sealed_file) throw new Fault('not_found', 'cases.no_evidence');
  const key = await openSubject(op, one.personId);
  const bytes = key.openBytes(FILE, row.sealed_file);
  if (op.actor.kind !== 'person' || op.actor.personId !== one.personId)
    await record(op, {
      kind: 'cases.evidence_read',
      subjectId: one.subjectId,
      data: { case: one.id, number: one.number },
    });
  return { media: row.media, bytes };
}
