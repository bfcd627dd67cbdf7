import type { FieldFact, Json } from './index.ts';
import { placeValue } from './place.ts';
import {
  absent,
  day,
  dayIf,
  digits,
  digitsIf,
  fact,
  Garbage,
  known,
  numberIf,
  postalCodeIf,
  type Row,
  records,
  row,
  rows,
  text,
  textIf,
} from './reading.ts';

/** What else stands in the record of an entity: earlier names, articles, partners, branches, marks. */
export function holdingFacts(from: Row, record: string): Record<string, FieldFact> {
  return {
    'entity.name_history': records(from, 'namhayePishin', one => ({
      name: text(one, 'nam', 250),
      since: dayIf(one, 'az'),
      until: day(one, 'ta'),
    })),
    'entity.articles_of_association': articles(from),
    'entity.shareholders': records(from, 'shoraka', one => ({
      name: text(one, 'nam', 250),
      ...holder(one),
      share_percent: numberIf(one, 'darsad', 0, 100),
      shares: numberIf(one, 'saham', 0, Number.MAX_SAFE_INTEGER),
    })),
    'entity.branches': fact(
      rows(from, 'shobeha').map(one =>
        known({
          name: text(one, 'nam', 250),
          registration_number: digitsIf(one, 'shomareSabt', /^\d{1,8}$/),
          manager: textIf(one, 'modir', 170),
          address: placeValue(row(one.neshani)),
          postal_code: postalCodeIf(row(one.neshani), 'postcode'),
        }),
      ),
      { record },
    ),
    'entity.trademarks': records(from, 'alamatha', one => ({
      registration_number: digits(one, 'shomare', /^\d{1,9}$/),
      mark: textIf(one, 'alamat', 120),
      classes: classes(one),
      issued_on: dayIf(one, 'sabt'),
      expires_on: dayIf(one, 'etebar'),
    })),
  };
}

function articles(from: Row): FieldFact {
  if (!from.asasname) return absent;
  const filed = row(from.asasname);
  const on = day(filed, 'tarikh');
  return fact(
    known({ version_date: on, document: textIf(filed, 'sanad', 60), filed_at: textIf(filed, 'edare', 120) }),
    { record: textIf(filed, 'sanad', 60), validFrom: on },
  );
}

/** A partner is a citizen, a foreign national or another entity; by the length of the number. */
function holder(from: Row): Record<string, Json> {
  const id = digits(from, 'shenase', /^(\d{10}|\d{11}|\d{12,16})$/);
  if (id.length === 10) return { national_id: id };
  return id.length === 11 ? { legal_id: id } : { foreign_id: id };
}

function classes(from: Row): number[] {
  const list = from.tabaghe;
  if (!Array.isArray(list) || list.some(one => !Number.isInteger(one))) throw new Garbage('tabaghe');
  return list as number[];
}
