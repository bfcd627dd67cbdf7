import { randomInt } from 'node:crypto';
import { record } from '../audit/index.ts';
import { getPerson } from '../identity/index.ts';
import { keyedHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { latinDigits } from '../text.ts';
import { announceCredential } from './announce.ts';
import { tell } from './notices.ts';
import { replaceRecoveryCodes, spendRecoveryCode } from './store.ts';

/** Signs that are not mistaken for each other: no I, L, O, U. Ten of them are fifty bits. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HOW_MANY = 10;
const LENGTH = 10;

/** Makes ten new codes; those made before end. They are shown once and kept as keyed hashes. */
export async function makeRecoveryCodes(op: Operation, personId: string): Promise<string[]> {
  const person = await getPerson(op, personId);
  const codes = Array.from({ length: HOW_MANY }, newCode);
  await atomically(op, async op => {
    await replaceRecoveryCodes(
      op,
      personId,
      codes.map(code => hashOf(op, personId, code)),
    );
    await record(op, { kind: 'factors.recovery_codes_made', personId, subjectId: personId });
    await announceCredential(op, personId, 'pin', 'update');
    await tell(op, person, 'recoveryCodesMade');
  });
  return codes.map(code => `${code.slice(0, 5)}-${code.slice(5)}`);
}

function newCode(): string {
  return Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}

/** Digits of any script, small letters, spaces and dashes; I, L and O as the digits that they look like. */
function normalCode(typed: string): string {
  return latinDigits(typed.slice(0, 64))
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-Z]/g, '');
}

function hashOf(op: Operation, personId: string, code: string): Buffer {
  return keyedHash(op.system.keys.lookup, 'recovery code', personId, code);
}

/** Spends the code, inside the transaction of `op`. */
export function spendRecovery(op: Operation, personId: string, typed: string): Promise<boolean> {
  return spendRecoveryCode(op, personId, hashOf(op, personId, normalCode(typed)));
}
