import { spelling } from '../text.ts';
import type { FieldFact } from './index.ts';
import type { Row } from './reading.ts';

type Facts = Readonly<Record<string, FieldFact>>;

/**
 * The facts with the register's own spelling wherever ours differs: of a text that text, of a composed value those of its
 * words that were written otherwise, one after the other.
 * @param from the record out of which the facts were read
 */
export function withOriginals(facts: Facts, from: Row): Facts {
  const written = new Map<string, Set<string>>();
  for (const text of textsIn(from)) {
    const kept = spelling(text);
    if (kept !== text) written.set(kept, (written.get(kept) ?? new Set()).add(text));
  }
  if (written.size === 0) return facts;
  return Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, withOriginal(fact, written)]));
}

function withOriginal(fact: FieldFact, written: ReadonlyMap<string, ReadonlySet<string>>): FieldFact {
  if (fact.status !== 'present' || fact.original !== undefined) return fact;
  const originals = new Set(textsIn(fact.value).flatMap(text => [...(written.get(text) ?? [])]));
  return originals.size > 0 ? { ...fact, original: [...originals].join('؛ ') } : fact;
}

/** Without recursion: how deep an answer goes is for whoever sends it to say. */
function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  const left = [value];
  for (const one of left) {
    if (typeof one === 'string') texts.push(one);
    if (typeof one === 'object' && one !== null) for (const part of Object.values(one)) left.push(part);
  }
  return texts;
}
