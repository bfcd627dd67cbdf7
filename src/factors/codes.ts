import { randomInt, timingSafeEqual } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import type { Mobile } from '../identifiers.ts';
import { findPerson } from '../identity/index.ts';
import { keyedHash } from '../keys.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { identifierDigits } from '../text.ts';
import { countSending } from './limits.ts';
import { lookAtCode, putCode, spendCode } from './store.ts';

export type CodeKind = 'sign_in' | 'enrolment' | 'recovery' | 'mobile_change' | 'counter';

/** What a code is for, whose it is, and the number that it goes to: a code of another of these is never accepted. */
export interface CodeFor {
  readonly kind: CodeKind;
  /** Id of a person, or of whatever goes on where there is no person yet. */
  readonly who: string;
  readonly to: Mobile;
}

const MOST_LOOKS = 5;
const CODE_MINUTES = 5;

/** Where a page must not show what goes on behind it: the same work, and no code reaches anyone. */
export interface Instead {
  /** A message that goes to the number in place of the code. */
  readonly text?: string;
  /** Where the code is read aloud to somebody, the message says to whom and for what. */
  readonly said?: (code: string, minutes: string) => string;
  /** There is nobody to send to: `to` is no number, and nothing is sent. */
  readonly nobody?: boolean;
}

/**
 * Sends a code of six digits; one that was sent before for the same ends. Never inside a transaction: a refusal must
 * keep its count.
 * @throws factors.wait {retryAfter}
 */
export async function sendCode(
  op: Operation,
  what: CodeFor,
  personId: string | null,
  instead: Instead = {},
): Promise<void> {
  await countSending(op, what.who, what.to);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expires = new Date(op.at.getTime() + CODE_MINUTES * 60_000);
  await atomically(op, async op => {
    await putCode(op, { id: placeOf(op, what), answer_hash: hashOf(op, what, code), expires_at: expires });
    const minutes = String(CODE_MINUTES);
    const text = instead.text ?? instead.said?.(code, minutes) ?? textOf(op, what.kind, code);
    const toNobody = instead.nobody ?? false;
    const options = { toNobody, usefulUntil: expires };
    await sendMessage(op, { channel: 'sms', to: what.to, text }, personId, options);
    await record(op, {
      kind: 'factors.code_sent',
      subjectId: personId,
      data: { code_kind: what.kind, ...(toNobody ? { to_nobody: true } : {}) },
    });
  });
}

/** The last line lets a phone fill the code in, at our address only. */
function textOf(op: Operation, kind: CodeKind, code: string): string {
  if (kind === 'counter') throw new Error('the room counters says what its code is for');
  const { host } = new URL(op.system.config.issuer);
  const { codeText } = messages(op.lang).factors;
  return `${codeText[kind](code, String(CODE_MINUTES))}\n\n@${host} #${code}`;
}

/**
 * Spends a code, inside the transaction of `op` or without one. A wrong guess counts in any case.
 * @returns 'over' only for the right code after its time or its guesses
 */
export async function spendSentCode(
  op: Operation,
  what: CodeFor,
  typed: string,
): Promise<'right' | 'wrong' | 'over'> {
  const id = placeOf(op, what);
  const hash = hashOf(op, what, identifierDigits(typed) ?? '');
  const row = await lookAtCode(op, id, MOST_LOOKS);
  if (!row?.answer_hash || !timingSafeEqual(row.answer_hash, hash)) return 'wrong';
  if (row.expires_at <= op.at) return 'over';
  return (await spendCode(op, id, hash)) ? 'right' : 'wrong';
}

/** For codes outside of signing in (enrolment, recovery). @throws factors.code_wrong, factors.code_expired */
export async function checkCode(op: Operation, what: CodeFor, typed: string): Promise<void> {
  refuseUnlessRight(await spendSentCode(op, what, typed));
}

export function refuseUnlessRight(result: 'right' | 'wrong' | 'over'): void {
  if (result === 'wrong') throw new Fault('forbidden', 'factors.code_wrong');
  if (result === 'over') throw new Fault('gone', 'factors.code_expired');
}

function placeOf(op: Operation, { kind, who }: CodeFor): Buffer {
  return keyedHash(op.system.keys.lookup, 'code for', kind, who);
}

function hashOf(op: Operation, { kind, who, to }: CodeFor, code: string): Buffer {
  return keyedHash(op.system.keys.lookup, 'code', kind, who, to, code);
}

/**
 * Sends a code to the mobile of a person. Where there is no such person, or no mobile, nothing is sent and nothing
 * is said: the answer is the same.
 * @throws factors.wait {retryAfter}
 */
export async function startSmsCode(op: Operation, personId: string, kind: CodeKind): Promise<void> {
  const person = await findPerson(op, personId);
  if (person?.mobile) await sendCode(op, { kind, who: personId, to: person.mobile }, personId);
  else await countSending(op, personId, undefined);
}
