import type { Line } from './ask.ts';
import type { FieldFact, FieldPort } from './index.ts';
import { placeValue, postcodeOf } from './place.ts';
import {
  absent,
  allOf,
  coded,
  dayIf,
  digitsIf,
  fact,
  known,
  notApplicable,
  type Row,
  rows,
  text,
  textIf,
} from './reading.ts';
import { subjectPort } from './subject-port.ts';

const siteKinds = {
  OFFICE: 'office',
  FACTORY: 'factory',
  WORKSHOP: 'workshop',
  SHOP: 'shop',
} as const;
const ofEntity = ['entity.seat_address', 'entity.seat_postal_code', 'entity.seat_division'];
const ofBusiness = ['business.address', 'business.postal_code', 'business.division'];

/** The addressing system of Post: the places of a person's business or of an entity, by postal code. */
export function addressingPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/places',
    who: 'holder',
    entity: {
      facts: from => ({ ...main(from, 'SEAT', ofEntity, absent), ...sites(from) }),
      none: allOf(absent, ofEntity),
    },
    person: {
      facts: from => main(from, 'BUSINESS', ofBusiness, notApplicable),
      none: allOf(notApplicable, ofBusiness),
    },
  });
}

function main(from: Row, use: string, keys: readonly string[], none: FieldFact): Record<string, FieldFact> {
  const place = rows(from, 'places').find(candidate => candidate.use === use);
  if (!place) return allOf(none, keys);
  const [address = '', code = '', division = ''] = keys;
  const provenance = { record: text(place, 'placeId', 40), validFrom: dayIf(place, 'since') };
  return {
    [address]: fact(placeValue(place), provenance),
    [code]: fact(postcodeOf(place), provenance),
    [division]: divisionFact(place, provenance),
  };
}

function divisionFact(place: Row, provenance: { record: string; validFrom: string | undefined }): FieldFact {
  const code = digitsIf(place, 'provinceCode', /^([0-2]\d|30)$/);
  const province = textIf(place, 'province', 80);
  if (!code || !province) return absent;
  const { county, city } = { county: textIf(place, 'county', 80), city: textIf(place, 'city', 80) };
  return fact(known({ province, province_code: code, county, city }), provenance);
}

/** Factories, workshops and shops that Post delivers to: it attests those that the entity named itself. */
function sites(from: Row): Record<string, FieldFact> {
  const found = rows(from, 'places').filter(place => place.use === 'SITE');
  if (found.length === 0) return {};
  return {
    'entity.establishments': fact(
      found.map(place => known({ kind: coded(place, 'kind', siteKinds), postal_code: postcodeOf(place) })),
    ),
  };
}
