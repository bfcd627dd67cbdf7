import type { FieldFact } from './index.ts';
import { countIf, dayIf, flag, postalCodeIf, type Row, records, text, textIf } from './reading.ts';

/** Certificates that the register of licences collects from the offices that issue them. */
export function certificateFacts(from: Row): Record<string, FieldFact> {
  return {
    'entity.enamad': enamads(from),
    'entity.qualifications': records(from, 'qualifications', one => ({
      number: textIf(one, 'number', 30),
      field: text(one, 'field', 120),
      grade: text(one, 'grade', 20),
      issuer: textIf(one, 'issuer', 160),
      expires_on: dayIf(one, 'expires'),
    })),
    'entity.standards_certificates': records(from, 'standards', one => ({
      number: text(one, 'number', 30),
      standard: text(one, 'standard', 40),
      product: textIf(one, 'product', 160),
      brand: textIf(one, 'brand', 120),
      mandatory: flag(one, 'mandatory'),
      issued_on: dayIf(one, 'issued'),
      expires_on: dayIf(one, 'expires'),
    })),
    'entity.environmental_permits': records(from, 'environment', one => ({
      number: text(one, 'number', 30),
      kind: text(one, 'kind', 120),
      place: postalCodeIf(one, 'postcode'),
      issued_on: dayIf(one, 'issued'),
      expires_on: dayIf(one, 'expires'),
    })),
  };
}

export const enamads = (from: Row): FieldFact =>
  records(from, 'enamads', one => ({
    code: text(one, 'code', 30),
    domain: text(one, 'domain', 253),
    grade: countIf(one, 'stars'),
    expires_on: dayIf(one, 'expires'),
  }));
