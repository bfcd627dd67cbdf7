import { signRecord } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { selectHour, selectOutageAt } from './store.ts';
import { knownTargets, type Target, targetsMeant } from './target.ts';
import { hourOf } from './watch.ts';

export const PROOF_TYPE = 'status-proof+jwt';

/** Whether something answered at a moment, as our probes found it. */
export interface StatusProof {
  readonly target: Target;
  readonly at: Date;
  /** unmeasured: nobody probed in that hour */
  readonly state: 'down' | 'up' | 'unmeasured';
  readonly from: Date | undefined;
  /** null: it lasts still */
  readonly to: Date | null | undefined;
  /** Probes of that hour, and those without an answer. */
  readonly probes: number;
  readonly failed: number;
  /** Compact JWS over the same, by a record key: whoever doubts verifies it. */
  readonly signed: string;
}

/**
 * @param text a key, or the words of somebody
 * @throws status.target_unknown, status.target_unclear, status.time
 */
export async function proveStatus(op: Operation, text: string, at: Date): Promise<StatusProof> {
  const [target, other] = text.trim() === '' ? [] : targetsMeant(await knownTargets(op), text);
  if (!target) throw new Fault('not_found', 'status.target_unknown');
  if (other) throw new Fault('bad_input', 'status.target_unclear');
  const { key } = target;
  if (Number.isNaN(at.getTime()) || at > op.at) throw new Fault('bad_input', 'status.time');
  const outage = await selectOutageAt(op, key, at);
  const hour = await selectHour(op, key, hourOf(at));
  const state = outage ? 'down' : hour ? 'up' : 'unmeasured';
  const found = {
    target,
    at,
    state,
    from: outage?.began_at,
    to: outage ? outage.ended_at : undefined,
    probes: hour?.probes ?? 0,
    failed: hour?.failed ?? 0,
  } as const;
  const signed = await signRecord(
    op,
    {
      iss: op.system.config.issuer,
      iat: Math.floor(op.at.getTime() / 1000),
      target: key,
      name: target.name,
      asked_about: at.toISOString(),
      state,
      down_from: outage?.began_at.toISOString() ?? null,
      down_until: outage?.ended_at?.toISOString() ?? null,
      probes_in_hour: found.probes,
      failed_in_hour: found.failed,
      tracking: op.tracking,
    },
    PROOF_TYPE,
  );
  return { ...found, signed };
}
