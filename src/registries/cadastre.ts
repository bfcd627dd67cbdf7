import type { Line } from './ask.ts';
import type { FieldFact, FieldPort } from './index.ts';
import {
  absent,
  coded,
  dayIf,
  digitsIf,
  notApplicable,
  postalCode,
  type Row,
  records,
  textIf,
} from './reading.ts';
import { subjectPort } from './subject-port.ts';

const tenures = { MALEK: 'owner', MOSTAJER: 'tenant', RAYGAN: 'free_use' } as const;

/** The register of deeds: by which title somebody uses the places of his business. */
export function cadastrePort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/melk',
    who: 'shenase',
    entity: {
      facts: from => ({ 'entity.premises': premises(from) }),
      none: { 'entity.premises': absent },
    },
    person: {
      facts: from => ({ 'business.premises': premises(from) }),
      none: { 'business.premises': notApplicable },
    },
  });
}

const premises = (from: Row): FieldFact =>
  records(from, 'amlak', one => ({
    postal_code: postalCode(one, 'codePosti'),
    tenure: coded(one, 'nahve', tenures),
    deed_id: digitsIf(one, 'sanad', /^\d{10,20}$/),
    lease_code: textIf(one, 'rahgiriEjare', 30),
    until: dayIf(one, 'ta'),
  }));
