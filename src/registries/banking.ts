import type { Line } from './ask.ts';
import type { FieldFact, FieldPort } from './index.ts';
import { absent, allOf, fact, flag, iban, notApplicable, type Row, records, textIf } from './reading.ts';
import { subjectPort } from './subject-port.ts';

const ofEntity = ['entity.bank_accounts', 'entity.no_returned_cheque', 'entity.no_overdue_fx_obligation'];

/** The Central Bank's register: accounts in the subject's name, and whether a cheque or an obligation is open. */
export function bankingPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/accounts',
    who: 'customer',
    entity: {
      facts: from => ({
        'entity.bank_accounts': accounts(from),
        'entity.no_returned_cheque': fact(!flag(from, 'returnedCheque')),
        'entity.no_overdue_fx_obligation': fact(!flag(from, 'fxOverdue')),
      }),
      none: allOf(absent, ofEntity),
    },
    person: {
      facts: from => ({ 'business.bank_accounts': accounts(from) }),
      none: { 'business.bank_accounts': notApplicable },
    },
  });
}

const accounts = (from: Row): FieldFact =>
  records(from, 'accounts', account => ({
    iban: iban(account, 'iban'),
    bank: textIf(account, 'bank', 80),
    kind: textIf(account, 'type', 40),
    currency: 'IRR',
    main: flag(account, 'main'),
  }));
