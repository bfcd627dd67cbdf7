import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { absent, day, fact, known, row, text, textIf } from './reading.ts';
import { subjectPort } from './subject-port.ts';

/** The ministry that keeps the register of housing also licenses construction engineers. */
export function housingPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/mohandes',
    who: 'codeMelli',
    person: {
      facts: from => {
        const licence = row(from.parvane);
        const number = text(licence, 'shomare', 20);
        return {
          'person.engineering_licence': fact(
            known({
              number,
              field: textIf(licence, 'reshte', 120),
              grade: textIf(licence, 'paye', 20),
              expires_on: day(licence, 'etebar'),
            }),
            { record: number },
          ),
        };
      },
      none: { 'person.engineering_licence': absent },
    },
  });
}
