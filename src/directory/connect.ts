import { record } from '../audit/index.ts';
import { type Client, getClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { getSystem } from './list.ts';
import { setConnection } from './store.ts';

export interface Connection {
  /** null: the system is no longer connected */
  readonly clientId: string | null;
  readonly signInUrl: string | null;
}

/**
 * Says which client a system is. The front page sends people to `signInUrl`, so it has to stand at an origin that
 * was approved among the redirect URIs of that client; and a system that is taken is not taken over.
 * @throws directory.not_found, clients.not_found, directory.taken, directory.sign_in_url
 */
export async function connectSystem(op: Operation, number: number, connection: Connection): Promise<void> {
  const { clientId, signInUrl } = connection;
  await atomically(op, async op => {
    const system = await getSystem(op, number);
    const client = clientId === null ? undefined : await getClient(op, clientId);
    if (system.clientId && system.clientId !== clientId && clientId !== null) {
      const holder = await getClient(op, system.clientId);
      if (holder.state !== 'refused') throw new Fault('conflict', 'directory.taken', { number });
    }
    if (signInUrl !== null && !(client && isOurs(signInUrl, client)))
      throw new Fault('bad_input', 'directory.sign_in_url');
    const to = { client_id: clientId, sign_in_url: clientId === null ? null : signInUrl };
    if (!(await setConnection(op, number, system.clientId, to)))
      throw new Fault('conflict', 'directory.taken', { number });
    const by = op.actor.kind === 'client' ? { by_client: op.actor.clientId } : {};
    await record(op, { kind: 'directory.connected', clientId, data: { system: number, ...by } });
  });
}

function isOurs(address: string, client: Client): boolean {
  if (address.length > 1000 || !/^https?:\/\//.test(address) || !URL.canParse(address)) return false;
  const uris = Array.isArray(client.metadata.redirect_uris) ? client.metadata.redirect_uris : [];
  const { origin, username, password } = new URL(address);
  if (username || password) return false;
  return uris.some(uri => URL.canParse(String(uri)) && new URL(String(uri)).origin === origin);
}
