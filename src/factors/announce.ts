import type { Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';

/** Words of CAEP 1.0 for credentials; recovery codes are the nearest to a pin. */
export type CredentialType = 'app' | 'fido2-platform' | 'fido2-roaming' | 'pin';

export const passkeyType = (hardwareBound: boolean): CredentialType =>
  hardwareBound ? 'fido2-roaming' : 'fido2-platform';

/** Tells the systems that know the person, in the transaction of `op`, that one of her ways to sign in changed. */
export function announceCredential(
  op: Operation,
  personId: string,
  credential: CredentialType,
  change: 'create' | 'update' | 'delete',
): Promise<void> {
  const data = { credential_type: credential, change_type: change };
  return announce(op, { kind: 'credential_change', personId, data });
}
