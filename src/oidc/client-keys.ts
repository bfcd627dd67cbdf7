import type Provider from 'oidc-provider';
import { type Client as EngineClient, errors } from 'oidc-provider';
import { Fault } from '../errors.ts';
import type { EncryptionKey } from '../release/index.ts';

/** The parts of the engine that its types leave out: a client's public keys, registered or fetched from its jwks_uri. */
interface KeyedClient extends EngineClient {
  readonly asymmetricKeyStore: {
    refresh(): Promise<void>;
    selectForEncrypt(wanted: { alg: string; use: 'enc' }): EncryptionKey['jwk'][];
  };
}

/**
 * What a client registered for its userinfo holds for profiles too.
 * @throws oidc.client_keys when it registered encryption and has no key for it now
 */
export async function encryptionKeyOf(
  provider: Provider,
  clientId: string,
): Promise<EncryptionKey | undefined> {
  const client = (await provider.Client.find(clientId)) as KeyedClient | undefined;
  const { userinfoEncryptedResponseAlg: alg, userinfoEncryptedResponseEnc: enc } = client ?? {};
  if (!client || !alg || !enc) return undefined;
  try {
    await client.asymmetricKeyStore.refresh();
  } catch (error) {
    if (error instanceof errors.InvalidClientMetadata) throw new Fault('unavailable', 'oidc.client_keys');
    throw error;
  }
  const [jwk] = client.asymmetricKeyStore.selectForEncrypt({ alg, use: 'enc' });
  if (!jwk) throw new Fault('unavailable', 'oidc.client_keys');
  return { alg, enc, jwk };
}
