import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { record, signRecord } from '../audit/index.ts';
import { findActiveClient } from '../clients/index.ts';
import { launchAddress } from '../directory/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import { atomically, inTurn, type Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { type Bearer, type Context, LIVES_MS, REFERENCE, SEALED } from './handover.ts';
import { countWaiting, insertHandover } from './store.ts';

export interface NewHandover extends Context {
  /** The client that it goes on at. */
  readonly to: string;
}

export interface MadeHandover {
  readonly id: string;
  readonly reference: string;
  readonly expiresAt: Date;
  /** Where to send her browser; undefined where the directory knows no such place. */
  readonly address: string | undefined;
}

/** One person at one system; more than that is no way that a browser goes. */
const MOST_WAITING = 20;

/**
 * An application goes on elsewhere: a reference for that system alone, in the hands of this person alone. It says
 * nothing itself; what it stands for is sealed here until it is taken over.
 * @param bearer who is signed in at the system that asks, and for whom
 * @throws handover.no_such_system, handover.too_many
 */
export async function makeHandover(
  op: Operation,
  bearer: Bearer,
  wanted: NewHandover,
): Promise<MadeHandover> {
  const target = wanted.to === bearer.clientId ? undefined : await findActiveClient(op, wanted.to);
  if (!target?.agency) throw new Fault('bad_input', 'handover.no_such_system');
  const entity = bearer.subjectId === bearer.personId ? undefined : await findEntity(op, bearer.subjectId);
  const base = await launchAddress(op, target, entity?.legalId ?? 'self');
  const id = randomUUID();
  const jti = randomBytes(32).toString('base64url');
  const expiresAt = new Date(op.at.getTime() + LIVES_MS);
  return atomically(op, async op => {
    await inTurn(op, 'handovers', bearer.personId);
    if ((await countWaiting(op, bearer.personId, bearer.clientId)) >= MOST_WAITING)
      throw new Fault('too_many', 'handover.too_many', { retryAfter: LIVES_MS / 1000 });
    const key = await openSubject(op, bearer.personId);
    const context: Context = { application: wanted.application, licenceKind: wanted.licenceKind };
    await insertHandover(op, {
      id,
      reference_hash: hashOf(jti),
      person_id: bearer.personId,
      subject_id: bearer.subjectId,
      from_client: bearer.clientId,
      to_client: target.id,
      sealed: key.seal(SEALED, context),
      made_at: op.at,
      expires_at: expiresAt,
      redeemed_at: null,
    });
    await record(op, {
      kind: 'handover.made',
      personId: bearer.personId,
      subjectId: bearer.subjectId,
      clientId: bearer.clientId,
      data: { handover: id, to: target.id },
    });
    const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
    const reference = await signRecord(
      op,
      { iss: op.system.config.issuer, aud: target.id, iat: seconds(op.at), exp: seconds(expiresAt), jti },
      REFERENCE,
    );
    return { id, reference, expiresAt, address: base && withReference(base, reference) };
  });
}

/** The reference stands here as its hash alone: who reads the table redeems nothing. */
export function hashOf(jti: string): Buffer {
  return createHash('sha256').update(jti).digest();
}

function withReference(base: string, reference: string): string {
  const address = new URL(base);
  address.searchParams.set('handover', reference);
  return address.href;
}
