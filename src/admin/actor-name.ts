import { findClient } from '../clients/index.ts';
import { messages } from '../i18n/index.ts';
import { findPerson, personKnownAs } from '../identity/index.ts';
import type { Operation } from '../operation.ts';

/** How colleagues read "person:<id>", "client:<id>" or "system": a name, never an id of a person. */
export async function nameOfActor(op: Operation, actor: string): Promise<string> {
  const t = messages(op.lang).admin;
  const [kind, id = ''] = splitActor(actor);
  if (kind === 'client') {
    const client = await findClient(op, id);
    return t.program(client?.name[op.lang] ?? id);
  }
  if (kind !== 'person') return t.system;
  const person = await findPerson(op, id);
  return person ? personKnownAs(person, op.lang) : t.gone;
}

export function splitActor(actor: string): [kind: string, id: string | undefined] {
  const at = actor.indexOf(':');
  return at < 0 ? [actor, undefined] : [actor.slice(0, at), actor.slice(at + 1)];
}
