import { randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import * as approvalStore from './approval-store.ts';
import type { Client, ClientChange } from './client.ts';
import type { ClientInput } from './input.ts';
import { CIBA_GRANT, DEVICE_GRANT, metadataOf, openApproval } from './new-rows.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { settingProblems } from './setting-problems.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';

/**
 * Asks that a client that works already become what `input` says: names, addresses, keys. What is in force stays
 * until somebody else has approved it. Purposes are changed by registerPurpose.
 * @returns the id of the approval that waits
 * @throws clients.not_found, clients.not_active, clients.change_waiting, clients.invalid
 */
export async function changeClient(op: Operation, input: ClientInput): Promise<string> {
  refuseStranger(op);
  return atomically(op, async op => {
    await store.lockClient(op, input.id);
    const client = await store.selectClient(op, input.id);
    if (!client) throw new Fault('not_found', 'clients.not_found');
    refuseIfAny(settingProblems(input));
    if (!provesAsBefore(client.metadata, input))
      refuseIfAny([{ field: 'auth_method', code: 'does_not_fit' }]);
    return askChange(op, client, changeOf(client, input));
  });
}

/**
 * One change of a client waits at a time; the caller holds its row.
 * @throws clients.not_active, clients.change_waiting
 */
export async function askChange(op: Operation, client: Client, change: ClientChange): Promise<string> {
  if (client.state !== 'active') throw new Fault('conflict', 'clients.not_active', { state: client.state });
  const open = await approvalStore.selectApprovals(op, { open: true, clientId: client.id, limit: 100 });
  if (open.some(waiting => waiting.change !== null)) throw new Fault('conflict', 'clients.change_waiting');
  const id = randomUUID();
  await approvalStore.insertApproval(op, {
    ...openApproval(op, id, client.id, null),
    change: JSON.stringify(change),
  });
  await recordChange(op, 'clients.change_asked', client.id, { approval: id });
  return id;
}

/** A secret is made at registration only: another way to prove itself needs another client. */
function provesAsBefore(metadata: Readonly<Record<string, unknown>>, { authMethod }: ClientInput): boolean {
  return (metadata.token_endpoint_auth_method ?? 'client_secret_basic') === authMethod;
}

/** What a registration says of a client; whatever else stands in its metadata (of a sandbox, of the platform) stays. */
const declared = [
  'redirect_uris',
  'post_logout_redirect_uris',
  'backchannel_logout_uri',
  'backchannel_logout_session_required',
  'token_endpoint_auth_method',
  'security_profile',
  'jwks',
  'jwks_uri',
  'id_token_encrypted_response_alg',
  'userinfo_encrypted_response_alg',
  'backchannel_token_delivery_mode',
  'backchannel_client_notification_endpoint',
];
const OTHER_WAYS: readonly string[] = [DEVICE_GRANT, CIBA_GRANT];

/** What a client would become by what is declared of it. */
export function changeOf(client: Client, input: ClientInput): ClientChange {
  const said = metadataOf(input);
  const kept = Object.entries(client.metadata).filter(([name]) => !declared.includes(name));
  const told = Object.entries(said).filter(([name, value]) => declared.includes(name) && value !== undefined);
  const grants = (Array.isArray(client.metadata.grant_types) ? client.metadata.grant_types : []).filter(
    grant => !OTHER_WAYS.includes(String(grant)),
  );
  return {
    name: { fa: persianLetters(input.name.fa.trim()), en: input.name.en.trim() },
    metadata: {
      ...Object.fromEntries(kept),
      ...Object.fromEntries(told.filter(([, value]) => value !== 'baseline')),
      grant_types: [
        ...grants,
        ...(input.deviceGrant ? [DEVICE_GRANT] : []),
        ...(input.ciba ? [CIBA_GRANT] : []),
      ],
    },
  };
}
