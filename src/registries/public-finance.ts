import type { Line } from './ask.ts';
import type { FieldFact, FieldPort } from './index.ts';
import {
  absent,
  allOf,
  dayIf,
  digits,
  fact,
  flag,
  known,
  type Row,
  records,
  row,
  textIf,
} from './reading.ts';
import { subjectPort } from './subject-port.ts';

/** The ministry's register of public finance, with what customs and the store of financial statements tell it. */
export function publicFinancePort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/mali',
    who: 'shenaseMelli',
    entity: {
      facts: from => ({
        'entity.customs_status': customs(from),
        'entity.financial_statements': records(from, 'suratha', one => ({
          fiscal_year: digits(one, 'sal', /^1[34]\d{2}$/),
          audited: flag(one, 'hesabresi'),
          auditor: textIf(one, 'hesabres', 160),
          opinion: textIf(one, 'nazar', 60),
          tracking: textIf(one, 'rahgiri', 30),
        })),
      }),
      none: allOf(absent, ['entity.customs_status', 'entity.financial_statements']),
    },
  });
}

function customs(from: Row): FieldFact {
  if (!from.gomrok) return absent;
  const status = row(from.gomrok);
  const since = dayIf(status, 'az');
  return fact(
    known({
      registered: flag(status, 'sabt'),
      authorised_operator: flag(status, 'mojaz'),
      suspended: flag(status, 'taligh'),
      since,
    }),
    { validFrom: since },
  );
}
