import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { placeValue, postcodeOf } from './place.ts';
import { absent, allOf, dayIf, fact, row, text } from './reading.ts';
import { subjectPort } from './subject-port.ts';

const keys = ['person.residence_address', 'person.residence_postal_code'];

/** The register of residence of natural persons: where somebody lives. */
export function residenceNaturalPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/home',
    who: 'shenase',
    person: {
      facts: from => {
        const home = row(from.eghamatgah);
        const provenance = { record: text(home, 'placeId', 40), validFrom: dayIf(home, 'since') };
        return {
          'person.residence_address': fact(placeValue(home), provenance),
          'person.residence_postal_code': fact(postcodeOf(home), provenance),
        };
      },
      none: allOf(absent, keys),
    },
  });
}
