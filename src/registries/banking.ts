import { ask, type Line } from './ask.ts';
import type { FieldFact, FieldPort, RegistrySubject } from './index.ts';
import { about, fact, flag, Garbage, known, notApplicable, type Row, rows, text, textIf } from './reading.ts';

/** The Central Bank's register: accounts in the subject's name, and whether a returned cheque is open. */
export function bankingPort(line: Line): FieldPort {
  return {
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      const fields = await ask(
        line,
        '/accounts',
        { customer: subject.id },
        from => {
          about(from, 'customer', subject.id);
          return bankingFacts(from, subject.kind);
        },
        timeoutMs,
      );
      return { registry: line.registry, asOf, fields: fields ?? none(subject.kind) };
    },
  };
}

function none(kind: RegistrySubject['kind']): Record<string, FieldFact> {
  return kind === 'entity'
    ? { 'entity.bank_accounts': fact(undefined), 'entity.no_returned_cheque': fact(undefined) }
    : { 'business.bank_accounts': notApplicable };
}

function bankingFacts(from: Row, kind: RegistrySubject['kind']): Record<string, FieldFact> {
  const accounts = fact(
    rows(from, 'accounts').map(account =>
      known({
        iban: iban(text(account, 'iban', 40)),
        bank: textIf(account, 'bank', 80),
        kind: textIf(account, 'type', 40),
        currency: 'IRR',
        main: flag(account, 'main'),
      }),
    ),
  );
  return kind === 'entity'
    ? {
        'entity.bank_accounts': accounts,
        'entity.no_returned_cheque': fact(!flag(from, 'returnedCheque')),
      }
    : { 'business.bank_accounts': accounts };
}

function iban(written: string): string {
  const plain = written.replace(/[\s-]/g, '').toUpperCase();
  if (!/^IR\d{24}$/.test(plain)) throw new Garbage('iban');
  return plain;
}
