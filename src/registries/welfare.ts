import type { Line } from './ask.ts';
import type { FieldFact, FieldPort, Json } from './index.ts';
import {
  absent,
  allOf,
  coded,
  countIf,
  dayIf,
  digits,
  digitsIf,
  fact,
  flag,
  known,
  notApplicable,
  postalCodeIf,
  type Row,
  records,
  row,
  rows,
  textIf,
} from './reading.ts';
import { subjectPort } from './subject-port.ts';

const articles = { A37: '37', A38: '38' } as const;
const ofEntity = ['workshop_codes', 'staff_count', 'insurance_clear', 'payroll', 'insurance_clearance'];
const ofBusiness = ['business.workshop_codes', 'business.staff_count', 'business.insurance_clear'];

/** The welfare register: workshops and insured staff of an employer, insurance number of a person. */
export function welfarePort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/employer',
    who: 'id',
    entity: {
      facts: entityFacts,
      none: allOf(
        absent,
        ofEntity.map(key => `entity.${key}`),
      ),
    },
    person: {
      facts: personFacts,
      none: { ...allOf(notApplicable, ofBusiness), 'person.social_insurance_number': absent },
    },
  });
}

function entityFacts(from: Row): Record<string, FieldFact> {
  const { list, provenance } = workshops(from);
  return {
    'entity.workshop_codes': fact(list, provenance),
    'entity.staff_count': fact(countIf(from, 'insured'), provenance),
    'entity.insurance_clear': fact(!flag(from, 'overdue'), provenance),
    'entity.payroll': payroll(from),
    'entity.insurance_clearance': records(from, 'clearances', one => ({
      article: coded(one, 'article', articles),
      number: textIf(one, 'number', 30),
      contract: textIf(one, 'contract', 60),
      issued_on: dayIf(one, 'issued'),
      expires_on: dayIf(one, 'expires'),
    })),
  };
}

function personFacts(from: Row): Record<string, FieldFact> {
  const { list, provenance } = workshops(from);
  const insurance = digitsIf(from, 'insuranceNumber', /^\d{8,10}$/);
  const business =
    list.length === 0
      ? allOf(notApplicable, ofBusiness)
      : {
          'business.workshop_codes': fact(list, provenance),
          // Without the code of the workshop, which is a field of its own.
          'business.staff_count': fact(countIf(from, 'insured')),
          'business.insurance_clear': fact(!flag(from, 'overdue')),
        };
  return { ...business, 'person.social_insurance_number': fact(insurance, { record: insurance }) };
}

function workshops(from: Row): { list: Json[]; provenance: { record: string | undefined } } {
  const list = rows(from, 'workshops').map(workshop =>
    known({
      code: digits(workshop, 'code', /^\d{10}$/),
      branch: textIf(workshop, 'branch', 100),
      postal_code: postalCodeIf(workshop, 'postcode'),
    }),
  );
  const first = list[0] as { code?: string } | undefined;
  return { list, provenance: { record: first?.code } };
}

function payroll(from: Row): FieldFact {
  if (!from.lastList) return absent;
  const list = row(from.lastList);
  return fact(
    known({
      month: digits(list, 'month', /^1[34]\d{2}(0[1-9]|1[0-2])$/).replace(/^(....)/, '$1-'),
      staff: countIf(list, 'staff'),
      wages: digits(list, 'wages', /^\d{1,20}$/),
      premium: digitsIf(list, 'premium', /^\d{1,20}$/),
    }),
  );
}
