import { ask, type Line } from './ask.ts';
import type { FieldFact, FieldPort, RegistrySubject } from './index.ts';
import {
  about,
  countIf,
  digits,
  digitsIf,
  fact,
  flag,
  known,
  notApplicable,
  type Row,
  rows,
  textIf,
} from './reading.ts';

/** The welfare register: workshops and insured staff of an employer, insurance number of a person. */
export function welfarePort(line: Line): FieldPort {
  return {
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      const fields = await ask(
        line,
        '/employer',
        { id: subject.id },
        from => {
          about(from, 'id', subject.id);
          return welfareFacts(from, subject.kind);
        },
        timeoutMs,
      );
      return { registry: line.registry, asOf, fields: fields ?? none(subject.kind) };
    },
  };
}

function none(kind: RegistrySubject['kind']): Record<string, FieldFact> {
  const nothing = fact(undefined);
  return kind === 'entity'
    ? {
        'entity.workshop_codes': nothing,
        'entity.staff_count': nothing,
        'entity.insurance_clear': nothing,
      }
    : {
        'person.social_insurance_number': nothing,
        'business.workshop_codes': notApplicable,
        'business.staff_count': notApplicable,
      };
}

function welfareFacts(from: Row, kind: RegistrySubject['kind']): Record<string, FieldFact> {
  const workshops = rows(from, 'workshops').map(workshop =>
    known({
      code: digits(workshop, 'code', /^\d{10}$/),
      branch: textIf(workshop, 'branch', 100),
      postal_code: digitsIf(workshop, 'postcode', /^\d{10}$/),
    }),
  );
  const staff = countIf(from, 'insured');
  const first = workshops[0] as { code?: string } | undefined;
  const provenance = { record: first?.code };
  if (kind === 'entity')
    return {
      'entity.workshop_codes': fact(workshops, provenance),
      'entity.staff_count': fact(staff, provenance),
      'entity.insurance_clear': fact(!flag(from, 'overdue'), provenance),
    };
  const insurance = digitsIf(from, 'insuranceNumber', /^\d{8,10}$/);
  const employer = workshops.length > 0;
  return {
    'person.social_insurance_number': fact(insurance, { record: insurance }),
    'business.workshop_codes': employer ? fact(workshops, provenance) : notApplicable,
    'business.staff_count': employer ? fact(staff, provenance) : notApplicable,
  };
}
