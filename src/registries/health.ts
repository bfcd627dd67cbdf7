import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { absent, dayIf, records, text, textFact, textIf } from './reading.ts';
import { subjectPort } from './subject-port.ts';

/** The health register: permits for health products, and members of the medical council. */
export function healthPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/parvane',
    who: 'shenase',
    entity: {
      facts: from => ({
        'entity.health_permits': records(from, 'parvaneha', one => ({
          number: text(one, 'shomare', 30),
          kind: text(one, 'noe', 120),
          product: textIf(one, 'faravarde', 160),
          technical_manager: textIf(one, 'masoulFanni', 170),
          issued_on: dayIf(one, 'sodoor'),
          expires_on: dayIf(one, 'etebar'),
        })),
      }),
      none: { 'entity.health_permits': absent },
    },
    person: {
      facts: from => ({ 'person.medical_council_number': textFact(from, 'nezamPezeshki', {}, 12) }),
      none: { 'person.medical_council_number': absent },
    },
  });
}
