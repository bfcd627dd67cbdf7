import { type PersonId, parsePersonId } from '../identifiers.ts';
import { latinDigits } from '../text.ts';

/** A number with marks, no words: nobody's name gets into the record with it. */
const REFERENCE = /^[A-Za-z]{0,4}[-/]?\d[\d/.-]{0,19}$/;

/** Number of a letter, case or call; undefined: it is none, or that of a person. */
export function readReference(text: string): string | undefined {
  const reference = latinDigits(text).trim();
  return REFERENCE.test(reference) && !personIdIn(reference) ? reference : undefined;
}

export function personIdIn(text: string): PersonId | undefined {
  try {
    return parsePersonId(text);
  } catch {
    return undefined;
  }
}
