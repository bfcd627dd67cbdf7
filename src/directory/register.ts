import {
  type ClientInput,
  type PostedForm,
  type Problem,
  problemsOf,
  type Registration,
  refuseIfAny,
  registerClient,
} from '../clients/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { identifierDigits } from '../text.ts';
import { connectSystem } from './connect.ts';
import { findSystem } from './list.ts';

export function readChoice({ text }: Pick<PostedForm, 'text'>): SystemChoice {
  const number = (text.system ?? '').trim();
  return {
    number: number === '' ? null : Number(identifierDigits(number) ?? Number.NaN),
    signInUrl: (text.sign_in_url ?? '').trim() || null,
  };
}

/** Which of the 50 systems a new client is, and where sign-in begins there. */
export interface SystemChoice {
  readonly number: number | null;
  readonly signInUrl: string | null;
}

/**
 * Registers a client and connects it to its system, both or neither. The system shows as connected once the client
 * is approved.
 * @throws clients.invalid with the problems of both together
 */
export function registerWithSystem(
  op: Operation,
  input: ClientInput,
  choice: SystemChoice,
): Promise<Registration> {
  return atomically(op, async op => {
    const problems = await systemProblems(op, input, choice);
    const registration = await registerClient(op, input).catch((error: unknown) => {
      const found = problemsOf(error);
      if (!found) throw error;
      problems.unshift(...found);
    });
    refuseIfAny(problems);
    if (!registration) throw new Error('a refused registration has no problems');
    const { number, signInUrl } = choice;
    if (number !== null) await connectSystem(op, number, { clientId: registration.client.id, signInUrl });
    return registration;
  });
}

async function systemProblems(op: Operation, input: ClientInput, choice: SystemChoice): Promise<Problem[]> {
  const problems: Problem[] = [];
  const system = choice.number === null ? undefined : await findSystem(op, choice.number);
  if (choice.number !== null && !system) problems.push({ field: 'system', code: 'unknown' });
  if (system?.clientId) problems.push({ field: 'system', code: 'taken' });
  const address = choice.signInUrl;
  if (address === null) return problems;
  if (choice.number === null) problems.push({ field: 'system', code: 'missing' });
  const origins = input.redirectUris.filter(uri => URL.canParse(uri)).map(uri => new URL(uri).origin);
  if (!URL.canParse(address)) problems.push({ field: 'sign_in_url', code: 'malformed' });
  else if (!origins.includes(new URL(address).origin))
    problems.push({ field: 'sign_in_url', code: 'other_origin' });
  return problems;
}
