import { dayBefore, dayInIran } from '../calendar.ts';
import type { FieldFact, Json, LegalPerson, Officer } from './index.ts';
import type { Office } from './legal-persons.ts';
import { holdingFacts } from './legal-persons-holdings.ts';
import {
  coded,
  countIf,
  day,
  dayIf,
  digits,
  digitsIf,
  fact,
  known,
  type Row,
  row,
  rows,
  text,
  textFact,
  textIf,
} from './reading.ts';

const forms = {
  SAHAMI_KHAS: 'private_joint_stock',
  SAHAMI_AM: 'public_joint_stock',
  MASOULIAT_MAHDOUD: 'limited_liability',
  TAAVONI: 'cooperative',
} as const;

const notices = {
  TASIS: 'founding',
  TAGHIRAT: 'change',
  ENTESAB: 'appointment',
  ENHELAL: 'dissolution',
  TASFIYE: 'liquidation',
} as const;

/** Fields of an entity out of its record in the register of legal persons, as it holds at that moment. */
export function entityFacts(from: Row, entity: LegalPerson, at: Date): Readonly<Record<string, FieldFact>> {
  const record = text(from, 'shomareSabt', 20);
  const registeredOn = day(from, 'tarikhSabt');
  const since = { record, validFrom: registeredOn };
  const today = dayInIran(at);
  const sitting = entity.officers.filter(({ ended }) => ended === null || ended.on > today);
  return {
    ...holdingFacts(from, record),
    'entity.successor': successorFact(entity),
    'entity.legal_id': fact(entity.legalId, since),
    'entity.legal_name': textFact(from, 'nam', { record, validFrom: dayIf(from, 'tarikhNam') }, 250),
    'entity.registration_number': fact(record, since),
    'entity.registration_date': fact(registeredOn, since),
    'entity.registration_office': fact(textIf(from, 'edareSabt', 100), since),
    'entity.legal_form': fact(coded(from, 'noe', forms), since),
    'entity.status': fact(entity.status, { record, validFrom: entity.statusSince ?? undefined }),
    'entity.objects': textFact(from, 'mozoo', { record }),
    'entity.fiscal_year_end': fact(
      digitsIf(from, 'payanSalMali', /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/)?.replace(/^(..)/, '$1-'),
      { record },
    ),
    'entity.capital': capitalFact(row(from.sarmaye), record),
    'entity.officers': fact(entity.officers.map(officerValue), { record }),
    'entity.signatories': fact(sitting.filter(officer => officer.mode !== 'none').map(signatoryValue), {
      record: lastRecord(sitting),
    }),
    'entity.signature_rule': signatureRule(from, sitting),
    'entity.gazette_notices': fact(
      rows(from, 'agahiha').map(notice =>
        known({
          number: textIf(notice, 'shomare', 40),
          date: day(notice, 'tarikh'),
          kind: coded(notice, 'noe', notices),
        }),
      ),
      { record },
    ),
  };
}

function successorFact({ successor }: LegalPerson): FieldFact {
  if (!successor) return fact(undefined);
  const { legalId, reason, since } = successor;
  return fact(known({ legal_id: legalId, reason, since: since ?? undefined }), {
    validFrom: since ?? undefined,
  });
}

function capitalFact(from: Row, record: string): FieldFact {
  return fact(
    known({
      registered: digits(from, 'sabtShode', /^\d{1,20}$/),
      paid_up: digitsIf(from, 'pardakhtShode', /^\d{1,20}$/),
      currency: 'IRR',
      shares: countIf(from, 'tedadSaham'),
    }),
    { record, validFrom: dayIf(from, 'az') },
  );
}

function signatureRule(from: Row, sitting: readonly Officer[]): FieldFact {
  const written = textIf(from, 'sharhEmza', 2000);
  const signing = sitting.filter(officer => officer.mode !== 'none');
  if (!written) return fact(undefined);
  const joint = signing.find(officer => officer.mode === 'joint');
  const liquidator = signing.some(officer => officer.role === 'liquidator');
  const mode = signing.length === 0 ? 'none' : joint ? 'joint' : liquidator ? 'liquidator' : 'sole';
  const rule = known({
    scope: 'binding',
    mode,
    threshold: joint?.required ?? (signing.length > 0 ? 1 : undefined),
    of: signing.map(officer => officer.name.fa),
    text: written,
  });
  return fact([rule], { record: lastRecord(sitting) });
}

const lastRecord = (officers: readonly Officer[]): string | undefined =>
  [...officers].sort((a, b) => b.since.localeCompare(a.since))[0]?.record;

const identifierOf = (id: string): Record<string, Json> =>
  id.length === 10 ? { national_id: id } : { foreign_id: id };

/** The last day on which an office is held: of its term, or the one before its end, which counts from its first moment. */
export function lastDayOf({
  until,
  ended,
}: Pick<Officer, 'until'> & { readonly ended: { readonly on: string } | null }): string | undefined {
  return [until, ended && dayBefore(ended.on)].filter(day => day !== null).sort()[0];
}

function officerValue(officer: Officer): Json {
  return known({
    name: officer.name.fa,
    role: officer.role,
    since: officer.since,
    until: lastDayOf(officer),
    ...identifierOf(officer.id),
  });
}

function signatoryValue(officer: Officer): Json {
  return known({
    name: officer.name.fa,
    role: officer.role,
    until: lastDayOf(officer),
    ...identifierOf(officer.id),
  });
}

/** Offices that a person holds or held. */
export function officeFacts(offices: readonly Office[]): Readonly<Record<string, FieldFact>> {
  const values = offices.map(office =>
    known({
      legal_id: office.legalId,
      legal_name: office.legalName,
      role: office.role,
      since: office.since,
      until: office.until,
    }),
  );
  return { 'person.offices': fact(values) };
}
