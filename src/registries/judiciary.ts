import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { absent, allOf, fact, flag } from './reading.ts';
import { subjectPort } from './subject-port.ts';

/**
 * The judiciary says yes or no: registered in Sana, a clear record, an open insolvency. It says nothing else, and often not
 * at once: it takes the question and answers with the batch of another day.
 */
export function judiciaryPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/adliye',
    answers: '/pasokh',
    who: 'shenase',
    entity: {
      facts: from => ({
        'entity.sana_registered': fact(flag(from, 'sana')),
        'entity.no_open_insolvency': fact(!flag(from, 'varshekastegi')),
      }),
      none: allOf(absent, ['entity.sana_registered', 'entity.no_open_insolvency']),
    },
    person: {
      facts: from => ({
        'person.sana_registered': fact(flag(from, 'sana')),
        'person.criminal_record_clear': fact(!flag(from, 'mahkumiat')),
      }),
      none: allOf(absent, ['person.sana_registered', 'person.criminal_record_clear']),
    },
  });
}
