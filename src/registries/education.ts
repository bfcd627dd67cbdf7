import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { absent, allOf, coded, dayIf, fact, known, row, textIf } from './reading.ts';
import { soap } from './soap.ts';
import { subjectPort } from './subject-port.ts';

const levels = {
  DIPLOM: 'diploma',
  KARDANI: 'associate',
  KARSHENASI: 'bachelor',
  ARSHAD: 'master',
  DOKTORA: 'doctorate',
  HOWZE: 'seminary',
} as const;

/** Namespace of its messages. */
const SERVICE = 'urn:registry:education:1';

/** The register of academic records: the latest degree. It speaks SOAP. */
export function educationPort(line: Line): FieldPort {
  return subjectPort(
    { ...line, dialect: soap(SERVICE) },
    {
      path: '/madrak',
      who: 'codeMelli',
      person: {
        facts: from => {
          const degree = row(from.akharin);
          const level = coded(degree, 'maghta', levels);
          const on = dayIf(degree, 'tarikh');
          const provenance = { record: textIf(degree, 'shomare', 40), validFrom: on };
          return {
            'person.education_level': fact(level, provenance),
            'person.education': fact(
              known({
                level,
                field: textIf(degree, 'reshte', 120),
                institution: textIf(degree, 'daneshgah', 160),
                graduated_on: on,
              }),
              provenance,
            ),
          };
        },
        none: allOf(absent, ['person.education_level', 'person.education']),
      },
    },
  );
}
