import { ask, type Line } from './ask.ts';
import type { FieldFact, FieldPort, RegistrySubject } from './index.ts';
import {
  about,
  dayIf,
  digits,
  digitsIf,
  fact,
  flag,
  known,
  notApplicable,
  type Row,
  row,
  rows,
  text,
  textIf,
} from './reading.ts';

/** The register of taxpayers. Whether a debt is open is asked at the source; the amount never leaves it. */
export function taxPort(line: Line): FieldPort {
  return {
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      const fields = await ask(
        line,
        '/moadi',
        { shenase: subject.id },
        from => {
          about(from, 'shenase', subject.id);
          return taxFacts(from, subject.kind);
        },
        timeoutMs,
      );
      return { registry: line.registry, asOf, fields: fields ?? none(subject.kind) };
    },
  };
}

const shared = ['economic_code', 'tax_file', 'vat_registration', 'moadian_membership'];
const ofEntity = ['tax_clear', 'turnover'];

function none(kind: RegistrySubject['kind']): Record<string, FieldFact> {
  return kind === 'entity'
    ? Object.fromEntries([...shared, ...ofEntity].map(key => [`entity.${key}`, fact(undefined)]))
    : Object.fromEntries(shared.map(key => [`business.${key}`, notApplicable]));
}

function taxFacts(from: Row, kind: RegistrySubject['kind']): Record<string, FieldFact> {
  const economicCode = digits(from, 'codeEghtesadi', /^(\d{11}|\d{12}|\d{14})$/);
  const provenance = { record: economicCode };
  const facts = {
    economic_code: fact(economicCode, provenance),
    tax_file: taxFile(row(from.parvande)),
    vat_registration: vat(row(from.arzeshAfzoode)),
    moadian_membership: moadian(row(from.moadian)),
  };
  if (kind === 'person') return prefixed('business', facts);
  return prefixed('entity', {
    ...facts,
    tax_clear: fact(!flag(from, 'bedehiGhati'), provenance),
    turnover: turnover(from),
  });
}

const prefixed = (prefix: string, facts: Record<string, FieldFact>): Record<string, FieldFact> =>
  Object.fromEntries(Object.entries(facts).map(([key, value]) => [`${prefix}.${key}`, value]));

function taxFile(from: Row): FieldFact {
  const number = text(from, 'shomare', 30);
  return fact(
    known({
      file_number: number,
      office: textIf(from, 'edare', 100),
      activity_code: textIf(from, 'codeFaaliat', 12),
      registration_tracking: digitsIf(from, 'rahgiri', /^\d{8,12}$/),
      since: dayIf(from, 'az'),
    }),
    { record: number, validFrom: dayIf(from, 'az') },
  );
}

function vat(from: Row): FieldFact {
  const registered = flag(from, 'sabtShode');
  return fact(
    known({
      registered,
      since: dayIf(from, 'az'),
      certificate: textIf(from, 'govahi', 40),
      expires_on: dayIf(from, 'etebar'),
    }),
    { record: textIf(from, 'govahi', 40), validFrom: dayIf(from, 'az') },
  );
}

function moadian(from: Row): FieldFact {
  return fact(
    known({
      member: flag(from, 'ozv'),
      since: dayIf(from, 'az'),
      memory_ids: rows(from, 'hafeze').map(memory => text(memory, 'shenase', 6)),
    }),
    { validFrom: dayIf(from, 'az') },
  );
}

function turnover(from: Row): FieldFact {
  if (!from.foroosh) return fact(undefined);
  const year = row(from.foroosh);
  return fact(
    known({
      fiscal_year: digits(year, 'sal', /^1[34]\d{2}$/),
      amount: digits(year, 'mablagh', /^\d{1,20}$/),
      assessed: flag(year, 'ghati'),
    }),
  );
}
