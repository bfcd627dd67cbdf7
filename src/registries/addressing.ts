import { parsePostalCode } from '../identifiers.ts';
import { ask, type Line } from './ask.ts';
import type { FieldFact, FieldPort, RegistrySubject } from './index.ts';
import {
  about,
  dayIf,
  digits,
  fact,
  Garbage,
  known,
  notApplicable,
  type Row,
  rows,
  text,
  textIf,
} from './reading.ts';

/** The addressing system of Post: the places of a person's business or of an entity, by postal code. */
export function addressingPort(line: Line): FieldPort {
  return {
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      const fields = await ask(
        line,
        '/places',
        { holder: subject.id },
        from => {
          about(from, 'holder', subject.id);
          return placeFacts(rows(from, 'places'), subject.kind);
        },
        timeoutMs,
      );
      return { registry: line.registry, asOf, fields: fields ?? placeFacts([], subject.kind) };
    },
  };
}

function placeFacts(places: readonly Row[], kind: RegistrySubject['kind']): Record<string, FieldFact> {
  const [address, code] =
    kind === 'entity'
      ? ['entity.seat_address', 'entity.seat_postal_code']
      : ['business.address', 'business.postal_code'];
  const use = kind === 'entity' ? 'SEAT' : 'BUSINESS';
  const place = places.find(candidate => candidate.use === use);
  if (!place) {
    const none: FieldFact = kind === 'entity' ? fact(undefined) : notApplicable;
    return { [address]: none, [code]: none };
  }
  const postalCode = postal(digits(place, 'postcode', /^\d{10}$/));
  const provenance = { record: text(place, 'placeId', 40), validFrom: dayIf(place, 'since') };
  const value = known({
    text: text(place, 'address', 500),
    province: textIf(place, 'province', 80),
    county: textIf(place, 'county', 80),
    city: textIf(place, 'city', 80),
    postal_code: postalCode,
  });
  return { [address]: fact(value, provenance), [code]: fact(postalCode, provenance) };
}

function postal(written: string): string {
  try {
    return parsePostalCode(written);
  } catch {
    throw new Garbage('postcode');
  }
}
