import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { placeValue } from './place.ts';
import { absent, dayIf, fact, row, text } from './reading.ts';
import { subjectPort } from './subject-port.ts';

/** The register of residence of legal persons: the address that was told to the register of companies. */
export function residenceLegalPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/eghamatgah',
    who: 'shenaseMelli',
    entity: {
      facts: from => {
        const seat = row(from.neshani);
        return {
          'entity.registered_address': fact(placeValue(seat), {
            record: text(seat, 'agahi', 40),
            validFrom: dayIf(seat, 'az'),
          }),
        };
      },
      none: { 'entity.registered_address': absent },
    },
  });
}
