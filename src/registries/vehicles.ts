import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { absent, coded, countIf, records } from './reading.ts';
import { subjectPort } from './subject-port.ts';

const classes = {
  KAMION: 'truck',
  VANET: 'van',
  OTOBUS: 'bus',
  SAVARI: 'car',
  MASHINALAT: 'machinery',
  SAYER: 'other',
} as const;

/** The register of vehicles says how many of each class are in a name; it names none of them. */
export function vehiclesPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/shomar',
    who: 'malek',
    entity: {
      facts: from => ({
        'entity.vehicles': records(from, 'radeha', one => ({
          class: coded(one, 'rade', classes),
          count: countIf(one, 'tedad') ?? 0,
        })),
      }),
      none: { 'entity.vehicles': absent },
    },
  });
}
