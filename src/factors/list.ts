import { findPerson } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { type Certificate, listCertificates, type Shown } from './certificate.ts';
import type { Level } from './level.ts';
import { listPasskeys, type Passkey } from './passkeys.ts';
import { countRecoveryCodes, deleteExpired, deleteFactors, selectTotp } from './store.ts';

/** What a person has besides the password. */
export interface Factors {
  readonly passkeys: readonly Passkey[];
  /** Since when there is an authenticator app. */
  readonly totp: { readonly createdAt: Date; readonly usedAt: Date | null } | undefined;
  /** The last two digits of the mobile that codes go to. */
  readonly sms: string | undefined;
  readonly recoveryCodesLeft: number;
  /** Those that she added; one that names her number is good without it. */
  readonly certificates: readonly Certificate[];
}

/** Of nobody: nothing, in the same form. */
export async function listFactors(op: Operation, personId: string): Promise<Factors> {
  const person = await findPerson(op, personId);
  if (!person)
    return { passkeys: [], totp: undefined, sms: undefined, recoveryCodesLeft: 0, certificates: [] };
  const passkeys = await listPasskeys(op, personId);
  const totp = await selectTotp(op, personId);
  return {
    passkeys,
    totp: totp && { createdAt: totp.created_at, usedAt: totp.used_at },
    sms: person.mobile?.slice(-2),
    recoveryCodesLeft: await countRecoveryCodes(op, personId),
    certificates: await listCertificates(op, personId),
  };
}

/**
 * The highest level that a person can reach with these.
 * @param shown a certificate that her browser shows at this moment; those that lie in a drawer reach nothing
 */
export function reachableLevel(factors: Factors, shown?: Shown): Level {
  if (shown || factors.passkeys.some(({ hardwareBound }) => hardwareBound)) return 3;
  const { passkeys, totp, sms, recoveryCodesLeft } = factors;
  return passkeys.length > 0 || totp || sms || recoveryCodesLeft > 0 ? 2 : 1;
}

/**
 * Deletes codes and challenges that are over, in small batches. For the background. A code is kept for an hour more,
 * so that who types it late hears that it is late.
 * @returns how many went
 */
export function sweepFactors(op: Operation, limit = 1000): Promise<number> {
  return deleteExpired(op, new Date(op.at.getTime() - 3_600_000), limit);
}

/** The account is closed: nothing of it opens anything. */
export function forgetFactors(op: Operation, personId: string): Promise<void> {
  return deleteFactors(op, personId);
}
