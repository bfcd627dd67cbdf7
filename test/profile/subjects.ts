import type { Operation } from '../../src/operation.ts';
import type { ProfileSubject } from '../../src/profile/index.ts';
import type { Country } from '../../src/registries/invented/index.ts';
import { newSubject } from '../../src/vault/index.ts';

/** A subject with a key of its own, as identity and entities make them, for one of the demo's people or companies. */
export async function subjectOf(op: Operation, country: Country, who: string): Promise<ProfileSubject> {
  const { subjectId: id } = await newSubject(op);
  const entity = country.entities.find(({ key }) => key === who);
  if (entity) return { id, kind: 'entity', identifier: entity.legalId };
  const { id: identifier, mobile, given, family, birthDate } = country.person(who);
  const name = { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` };
  return { id, kind: 'person', identifier, mobile, name, birthDate };
}
