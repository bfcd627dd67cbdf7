import { findEntityByLegalId } from '../entities/index.ts';
import { type Messages, messages } from '../i18n/index.ts';
import type { LegalId } from '../identifiers.ts';
import { findPerson, listPersonIdsByHash } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import type { MandateRow } from './mandate-store.ts';
import { officeFact } from './offices.ts';
import { powerState } from './power-state.ts';
import { MANDATE, type SealedMandate } from './sealed.ts';
import { selectOfficesOfEntity } from './store.ts';

type Notice = keyof Messages['mandates']['notices'];
type About = Pick<MandateRow, 'entity_id' | 'holder_kind' | 'holder_hash' | 'giver_person_id' | 'sealed'>;

/** Of those who bind an entity, no more than these are told. */
const MOST_TOLD = 3;

/** A text message without any name: who may read it, reads the rest on his own pages. Who has no account gets none. */
export async function tellHolder(op: Operation, mandate: About, notice: Notice): Promise<void> {
  const hashes =
    mandate.holder_kind === 'person' ? [mandate.holder_hash] : await bindersOfHolder(op, mandate);
  for (const id of await listPersonIdsByHash(op, hashes)) await tell(op, id, notice);
}

export function tellGiver(op: Operation, mandate: About, notice: Notice): Promise<void> {
  return tell(op, mandate.giver_person_id, notice);
}

async function tell(op: Operation, personId: string, notice: Notice): Promise<void> {
  const person = await findPerson(op, personId);
  if (person?.mobile && person.state === 'active')
    await sendMessage(
      op,
      { channel: 'sms', to: person.mobile, text: messages('fa').mandates.notices[notice] },
      personId,
    );
}

async function bindersOfHolder(op: Operation, mandate: About): Promise<Buffer[]> {
  const key = await openSubject(op, mandate.entity_id);
  const { holder } = key.open<SealedMandate>(MANDATE, mandate.sealed);
  const entity = await findEntityByLegalId(op, holder.identifier as LegalId);
  if (!entity) return [];
  const offices = await selectOfficesOfEntity(op, entity.id);
  return offices
    .filter(row => powerState(officeFact(row), entity.status, op.at) === 'usable')
    .map(row => row.officer_hash)
    .slice(0, MOST_TOLD);
}
