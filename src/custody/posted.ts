import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { takeAnswer } from '../profile/index.ts';
import { getCustodian } from './custodian.ts';

/**
 * The answer to a question that the registry took earlier, posted by its custodian: `{"inquiry", "ticket", "drawnUpAt",
 * "record"}` in the words of the registry, as it would also be collected.
 * @throws custody.answer_malformed, custody.no_such_question
 */
export async function takePosted(op: Operation, body: unknown): Promise<'accepted' | 'known'> {
  const { registry } = await getCustodian(op);
  if (!isAnswer(body)) throw new Fault('bad_input', 'custody.answer_malformed');
  const taken = await takeAnswer(op, registry, body);
  if (!taken) throw new Fault('not_found', 'custody.no_such_question');
  return taken;
}

function isAnswer(body: unknown): body is { readonly ticket: string; readonly inquiry: string } {
  if (typeof body !== 'object' || body === null) return false;
  const { ticket, inquiry } = body as Record<string, unknown>;
  return (
    typeof ticket === 'string' && typeof inquiry === 'string' && ticket.length <= 64 && inquiry.length <= 64
  );
}
