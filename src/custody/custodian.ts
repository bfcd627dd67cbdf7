import { record } from '../audit/index.ts';
import { findClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { findRegistry } from '../registries/index.ts';
import { selectRegistryOf, upsertCustodian } from './store.ts';

/** The scope that a custodian's client asks for; it also has to be bound to its registry. */
export const CUSTODY_SCOPE = 'custody.write';

/** A client, and the one registry for which it speaks. */
export interface Custodian {
  readonly clientId: string;
  readonly registry: string;
}

/**
 * From now on this client speaks for this registry, and for no other.
 * @throws clients.not_found, custody.no_such_registry, custody.not_a_custodian to anyone but the program itself
 */
export async function bindCustodian(op: Operation, clientId: string, registry: string): Promise<void> {
  if (op.actor.kind !== 'system') throw new Fault('forbidden', 'custody.not_a_custodian');
  if (!findRegistry(registry)) throw new Fault('bad_input', 'custody.no_such_registry');
  if (!(await findClient(op, clientId))) throw new Fault('not_found', 'clients.not_found');
  await atomically(op, async op => {
    await upsertCustodian(op, clientId, registry);
    await record(op, { kind: 'custody.bound', clientId, data: { registry } });
  });
}

/** @throws custody.scope_missing, custody.not_a_custodian */
export async function getCustodian(op: Operation): Promise<Custodian> {
  if (op.actor.kind !== 'client' || !op.actor.scopes.includes(CUSTODY_SCOPE))
    throw new Fault('forbidden', 'custody.scope_missing');
  const { clientId } = op.actor;
  const registry = await selectRegistryOf(op, clientId);
  if (registry === undefined) throw new Fault('forbidden', 'custody.not_a_custodian');
  return { clientId, registry };
}
