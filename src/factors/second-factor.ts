import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { findPerson } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { checkCertificate } from './certificate.ts';
import { refuseUnlessRight, spendSentCode } from './codes.ts';
import type { Method } from './level.ts';
import { countGuess, type FactorKind } from './limits.ts';
import { tellById } from './notices.ts';
import { checkPasskeyAnswer } from './passkey-answer.ts';
import { spendRecovery } from './recovery-codes.ts';
import { spendTotp } from './totp.ts';

export interface SecondFactor {
  readonly kind: FactorKind;
  /** What was typed, the JSON of a passkey's answer, or the certificate that came with the request. */
  readonly answer: string;
}

/** Wrong, or right but too late; else what it is worth. */
type Outcome = 'wrong' | 'over' | readonly string[];

/**
 * Verifies what a person has besides the password, once. Each guess is counted before it is looked at; a person
 * without this factor, or nobody, gets the answer of a wrong one. Never inside a transaction: what a refusal counted
 * must stay.
 * @param options.bound for passkeys: what passkeyOptions was given
 * @throws factors.code_wrong, factors.code_expired, factors.passkey_refused, factors.certificate_…, factors.wait
 *   {retryAfter}
 */
export async function verifySecondFactor(
  op: Operation,
  personId: string,
  factor: SecondFactor,
  options: { readonly bound?: string | undefined } = {},
): Promise<{ amr: string[] }> {
  const guess = await countGuess(op, factor.kind, personId);
  const passkey =
    factor.kind === 'passkey'
      ? await checkPasskeyAnswer(op, personId, factor.answer, options.bound)
      : undefined;
  const certificate =
    factor.kind === 'certificate' ? await checkCertificate(op, personId, factor.answer) : undefined;
  const key = passkey ?? (certificate instanceof Fault ? undefined : certificate);
  const outcome = await atomically(op, async (op): Promise<Outcome> => {
    const outcome = key
      ? (await key.spend(op)) && key.amr
      : await spend(op, personId, factor.kind, factor.answer);
    const right = Array.isArray(outcome);
    if (right) await guess.wasRight(op);
    else if (guess.isRun) await tellById(op, personId, 'manyFailures');
    if (right && factor.kind === 'recovery') await tellById(op, personId, 'recoveryCodeUsed');
    await record(op, {
      kind: right ? 'factors.confirmed' : 'factors.refused',
      subjectId: personId,
      data: { factor: factor.kind, ...(certificate instanceof Fault ? { code: certificate.code } : {}) },
    });
    return outcome || 'wrong';
  });
  if (typeof outcome !== 'string') return { amr: [...outcome] };
  if (certificate instanceof Fault) throw certificate;
  if (factor.kind === 'passkey') throw new Fault('forbidden', 'factors.passkey_refused');
  refuseUnlessRight(outcome);
  throw new Fault('forbidden', 'factors.code_wrong');
}

async function spend(op: Operation, personId: string, kind: FactorKind, answer: string): Promise<Outcome> {
  const worth = (method: Method, right: boolean): Outcome => (right ? [method] : 'wrong');
  if (kind === 'totp') return worth('otp', await spendTotp(op, personId, answer));
  if (kind === 'recovery') return worth('otp', await spendRecovery(op, personId, answer));
  if (kind === 'passkey' || kind === 'certificate') return 'wrong';
  const mobile = (await findPerson(op, personId))?.mobile;
  if (!mobile) return 'wrong';
  const result = await spendSentCode(op, { kind: 'sign_in', who: personId, to: mobile }, answer);
  return result === 'right' ? ['sms'] : result;
}
