import type { CaseAbout } from '../../views/cases/data.ts';
import { findAgency, findClient } from '../clients/index.ts';
import { findSystem } from '../directory/index.ts';
import { findEntity } from '../entities/index.ts';
import type { Operation } from '../operation.ts';
import { fieldLabel } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import type { Case } from './case.ts';

/** What a case is about, in the reader's language; the person himself is not named. */
export async function aboutOfCase(
  op: Operation,
  about: Pick<Case, 'subjectId' | 'personId' | 'fieldKey' | 'systemNumber' | 'clientId' | 'registry'> &
    Partial<Pick<Case, 'agencyId'>>,
): Promise<CaseAbout> {
  const { subjectId, personId, fieldKey, systemNumber, clientId, registry } = about;
  const client = clientId === null ? undefined : await findClient(op, clientId);
  const system = systemNumber === null ? undefined : await findSystem(op, systemNumber);
  const agency = about.agencyId ? await findAgency(op, about.agencyId) : undefined;
  const entity = subjectId === personId ? undefined : await findEntity(op, subjectId);
  const vouching = registry === null ? undefined : findRegistry(registry);
  return {
    system: client?.name[op.lang] ?? system?.name[op.lang] ?? undefined,
    agency: agency?.name[op.lang],
    subject: entity?.name[op.lang],
    field: fieldKey === null ? undefined : fieldLabel(fieldKey, op.lang),
    registry: vouching && { name: vouching.name[op.lang], custodian: vouching.custodian[op.lang] },
  };
}
