import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { actorName, type Operation } from '../operation.ts';
import type { Purpose } from './client.ts';
import { forgetClient } from './find.ts';
import type { PurposeInput } from './input.ts';
import { keySetProblem } from './key-set.ts';
import { recordChange } from './on-record.ts';
import { purposeProblems } from './problems.ts';
import { addPurpose } from './register.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';
import { wordsOf } from './words.ts';

/**
 * The client of an entity's own software: it proves itself by key, redirects nowhere, and has one purpose, which the
 * one who made it allows in the same transaction. Nobody else is concerned, so no second pair of eyes is asked.
 * @throws clients.invalid, clients.four_eyes to anyone but a person
 */
export async function registerMachineClient(
  op: Operation,
  input: { readonly id: string; readonly name: Both; readonly jwks: unknown; readonly purpose: PurposeInput },
): Promise<Purpose> {
  if (op.actor.kind !== 'person') throw new Fault('forbidden', 'clients.four_eyes');
  const code = keySetProblem(input.jwks);
  refuseIfAny([...(code ? [{ field: 'jwks', code }] : []), ...purposeProblems(input.purpose, op.at)]);
  await store.insertClient(op, {
    id: input.id,
    agency_id: null,
    kind: 'internal',
    state: 'active',
    name_fa: input.name.fa,
    name_en: input.name.en,
    metadata: JSON.stringify({
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      scope: 'business_profile',
      jwks: input.jwks,
    }),
    words: wordsOf(input.id, input.name.fa, input.name.en),
    registered_by: actorName(op.actor),
    registered_at: op.at,
    changed_at: op.at,
  });
  const id = await addPurpose(op, input.id, input.purpose, 1, 'active');
  await recordChange(op, 'clients.registered', input.id, { machine: true });
  const purpose = await store.selectPurpose(op, id);
  if (!purpose) throw new Error('a purpose that was just stored is not there');
  return purpose;
}

/**
 * A program of an agency itself: it redirects nowhere and has no purpose, so that no field of anybody ever reaches it.
 * Its secret is made by makeSecret.
 */
export async function registerProgramClient(
  op: Operation,
  input: { readonly id: string; readonly agencyId: string; readonly name: Both; readonly scope: string },
): Promise<void> {
  if (op.actor.kind !== 'person') throw new Fault('forbidden', 'clients.four_eyes');
  await store.insertClient(op, {
    id: input.id,
    agency_id: input.agencyId,
    kind: 'internal',
    state: 'active',
    name_fa: input.name.fa,
    name_en: input.name.en,
    metadata: JSON.stringify({
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: input.scope,
    }),
    words: wordsOf(input.id, input.name.fa, input.name.en),
    registered_by: actorName(op.actor),
    registered_at: op.at,
    changed_at: op.at,
  });
  await recordChange(op, 'clients.registered', input.id, { program: true });
}

/** Its software has ended: it gets no token any more. Ending twice is no error. */
export async function retireMachineClient(op: Operation, id: string): Promise<void> {
  if (await store.changeClientState(op, id, ['active'], 'suspended'))
    await recordChange(op, 'clients.suspended', id, { machine: true });
  forgetClient(op, id);
}
