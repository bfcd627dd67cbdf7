import type { Line } from './ask.ts';
import type { FieldFact, FieldPort } from './index.ts';
import {
  absent,
  allOf,
  coded,
  dayIf,
  digits,
  digitsIf,
  fact,
  flag,
  known,
  notApplicable,
  type Row,
  records,
  row,
  rows,
  text,
  textIf,
} from './reading.ts';
import { subjectPort } from './subject-port.ts';

const shared = ['economic_code', 'tax_file', 'vat_registration', 'moadian_membership', 'tax_clear'];
const ofEntity = ['turnover', 'tax_clearance', 'returns_filed'];
const articles = { M186: '186', M187: '187', M235: '235' } as const;

/** The register of taxpayers. Whether a debt is open is asked at the source; the amount never leaves it. */
export function taxPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/moadi',
    who: 'shenase',
    entity: {
      facts: from => ({
        ...prefixed('entity', taxFacts(from, true)),
        'entity.turnover': turnover(from),
        'entity.tax_clearance': records(from, 'govahiha', one => ({
          article: coded(one, 'made', articles),
          number: text(one, 'shomare', 30),
          issued_on: dayIf(one, 'sodoor'),
          expires_on: dayIf(one, 'etebar'),
        })),
        'entity.returns_filed': fact(flag(from, 'ezharnameKamel')),
      }),
      none: allOf(
        absent,
        [...shared, ...ofEntity].map(key => `entity.${key}`),
      ),
    },
    person: {
      facts: from => prefixed('business', taxFacts(from, false)),
      none: allOf(
        notApplicable,
        shared.map(key => `business.${key}`),
      ),
    },
  });
}

/**
 * @param named whether the economic code may be told with what is not asked for it. That of a sole trader holds the
 *   national ID: a system that may see whether taxes are paid would learn who it is.
 */
function taxFacts(from: Row, named: boolean): Record<string, FieldFact> {
  const economicCode = digits(from, 'codeEghtesadi', /^(\d{11}|\d{12}|\d{14})$/);
  const provenance = { record: economicCode };
  return {
    economic_code: fact(economicCode, provenance),
    tax_file: taxFile(row(from.parvande)),
    vat_registration: vat(row(from.arzeshAfzoode)),
    moadian_membership: moadian(row(from.moadian)),
    tax_clear: fact(!flag(from, 'bedehiGhati'), named ? provenance : {}),
  };
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
  return fact(
    known({
      registered: flag(from, 'sabtShode'),
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
