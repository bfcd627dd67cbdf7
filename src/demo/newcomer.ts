import type { Newcomer } from '../enrolment/index.ts';
import { inventedPeople } from '../registries/invented/index.ts';

/** Her particulars do not hang on the year of the start. */
const ANY_YEAR = 1405;

/** Golnaz has no account: who is new to the demo makes one in her place. */
export function newcomer(): Newcomer | undefined {
  const golnaz = inventedPeople(ANY_YEAR).find(person => person.key === 'golnaz');
  if (!golnaz) return undefined;
  const { id, given, family, birthDate, mobile } = golnaz;
  return {
    identifier: id,
    name: { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` },
    givenName: given.fa,
    familyName: family.fa,
    birthDate,
    mobile,
  };
}
