import { getEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { listPersonsByHash } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { OFFICE, officeFact, type SealedOfficer } from './offices.ts';
import { powerState } from './power-state.ts';
import { selectOfficesOfEntity } from './store.ts';

/** An office that binds with others, as the rule looks at it. */
export interface JointOffice {
  readonly id: string;
  /** Keyed hash of the officer, in hex. */
  readonly officer: string;
  readonly required: number;
  /** Named combinations of officers; null: any `required` of them. */
  readonly combinations: readonly (readonly string[])[] | null;
}

/** A joint officer of today. */
export interface Signatory extends JointOffice {
  readonly name: Both;
  /** Last day of the term; ISO. */
  readonly until: string | null;
  /** undefined: he has no account yet. */
  readonly personId: string | undefined;
}

/**
 * The offices by which those who signed bind the entity together; undefined while they do not. Never less than the
 * register demands: of named combinations one has to be there in full; else as many different officers as the
 * strictest of those who signed needs. One signature never is enough.
 */
export function bindingSet<Office extends JointOffice>(
  offices: readonly Office[],
  signed: ReadonlySet<string>,
): readonly Office[] | undefined {
  const signing = offices.filter(
    (office, at) =>
      signed.has(office.officer) && offices.findIndex(one => one.officer === office.officer) === at,
  );
  if (signing.length < 2) return undefined;
  const free = signing.filter(office => office.combinations === null);
  if (free.length >= 2 && free.length >= Math.max(...free.map(office => office.required))) return free;
  const named = signing
    .flatMap(office => office.combinations ?? [])
    .find(one => new Set(one).size > 1 && one.every(officer => isNamedBy(signing, officer, one)));
  return named && signing.filter(office => named.includes(office.officer));
}

/** A combination counts for those whose own entry names it: another's entry cannot lower what theirs demands. */
function isNamedBy(
  signing: readonly JointOffice[],
  officer: string,
  combination: readonly string[],
): boolean {
  const own = signing.find(office => office.officer === officer)?.combinations ?? [];
  return own.some(
    one => combination.every(other => one.includes(other)) && one.every(other => combination.includes(other)),
  );
}

/** How many more signatures are needed at the least; 0: enough. */
export function stillNeeded(offices: readonly JointOffice[], signed: ReadonlySet<string>): number {
  if (bindingSet(offices, signed)) return 0;
  const free = offices.filter(office => office.combinations === null);
  const counts =
    free.length > 0 ? [Math.max(2, ...free.map(office => office.required)) - count(free, signed)] : [];
  for (const one of offices.flatMap(office => office.combinations ?? []))
    counts.push(one.filter(officer => !signed.has(officer)).length);
  return Math.max(1, Math.min(...counts, offices.length));
}

const count = (offices: readonly JointOffice[], signed: ReadonlySet<string>) =>
  new Set(offices.filter(office => signed.has(office.officer)).map(office => office.officer)).size;

/** Whose signature helps: with named combinations only who stands in one of them beside the first. */
export function helpers<Office extends JointOffice>(offices: readonly Office[], first: string): Office[] {
  const own = offices.filter(office => office.officer === first);
  const named = new Set(
    own.flatMap(office => office.combinations ?? []).flatMap(one => (one.includes(first) ? one : [])),
  );
  const any = own.some(office => office.combinations === null);
  return offices.filter(office => office.officer !== first && (any || named.has(office.officer)));
}

/** Who can bind an entity only together with others today, each once. */
export async function listSignatories(op: Operation, entityId: string): Promise<Signatory[]> {
  const entity = await getEntity(op, entityId);
  const rows = (await selectOfficesOfEntity(op, entityId)).filter(
    row => powerState(officeFact(row), entity.status, op.at) === 'joint',
  );
  const key = rows.length > 0 ? await openSubject(op, entityId) : undefined;
  const persons = await listPersonsByHash(
    op,
    rows.map(row => row.officer_hash),
  );
  return rows
    .filter((row, at) => rows.findIndex(one => one.officer_hash.equals(row.officer_hash)) === at)
    .map(row => ({
      id: row.id,
      officer: row.officer_hash.toString('hex'),
      required: row.required,
      combinations: row.combinations,
      until: row.until,
      name: key?.open<SealedOfficer>(OFFICE, row.sealed).name ?? { fa: '', en: '' },
      personId: persons.get(row.officer_hash.toString('hex')),
    }));
}

/**
 * That these offices bind the entity together now.
 * @throws mandates.joint {required, of} when they do not (any more)
 */
export async function getJointPower(
  op: Operation,
  entityId: string,
  officeIds: readonly string[],
): Promise<readonly Signatory[]> {
  const signatories = await listSignatories(op, entityId);
  const signed = new Set(signatories.filter(one => officeIds.includes(one.id)).map(one => one.officer));
  const binding = bindingSet(signatories, signed);
  if (binding) return binding;
  throw new Fault('forbidden', 'mandates.joint', {
    required: Math.max(2, ...signatories.map(one => one.required)),
    of: signatories.length,
  });
}
