import { ask, type Line } from './ask.ts';
import { editionIf } from './edition.ts';
import type { Answered, Filed, LaterPort, RegistrySubject } from './index.ts';
import { withOriginals } from './originals.ts';
import { Garbage, type Row, row, text } from './reading.ts';
import type { Desk } from './subject-port.ts';

/** The registry has taken the question and answers another day. No failure: it counts for no breaker. */
export class RegistryLater extends Error {
  readonly registry: string;
  readonly filed: Filed;
  constructor(registry: string, filed: Filed) {
    super(`${registry}: later`);
    this.name = 'RegistryLater';
    this.registry = registry;
    this.filed = filed;
  }
}

/** Nobody waits longer: what is promised for later than this is no promise. */
const LONGEST_MS = 31 * 86_400_000;
const TICKET = /^[\w./-]{1,64}$/;

/** Whether an answer only says that the question is taken. */
export function filedIn(from: Row, now: Date): Filed | undefined {
  if (from.state !== 'TAKEN') return undefined;
  return { ticket: ticketIn(from), expectedBy: expectedIn(from, now) };
}

function ticketIn(from: Row): string {
  const ticket = text(from, 'ticket', 64);
  if (!TICKET.test(ticket)) throw new Garbage('ticket');
  return ticket;
}

function expectedIn(from: Row, now: Date): Date {
  const until = momentIn(from, 'expectedBy');
  if (until.getTime() > now.getTime() + LONGEST_MS) throw new Garbage('expectedBy');
  return until;
}

function momentIn(from: Row, name: string): Date {
  const written = text(from, name, 40);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(written) || Number.isNaN(Date.parse(written)))
    throw new Garbage(name);
  return new Date(written);
}

/** The answers of a desk that files. They are believed only when they are about who was asked about. */
export function laterPort(line: Line, desk: Desk, path: string): LaterPort {
  return {
    collect: async (subject, ticket, timeoutMs) => {
      const read = (from: Row) => {
        if (ticketIn(from) !== ticket) throw new Garbage('ticket');
        return filedIn(from, line.now()) ?? answeredIn(line, desk, subject, from);
      };
      return (await ask(line, path, { ticket }, read, timeoutMs)) ?? 'lost';
    },
    read: (subject, answer) => {
      try {
        return answeredIn(line, desk, subject, row(answer));
      } catch (error) {
        if (error instanceof Garbage) return undefined;
        throw error;
      }
    },
  };
}

function answeredIn(line: Line, desk: Desk, subject: RegistrySubject, from: Row): Answered {
  const reading = desk[subject.kind];
  const asOf = momentIn(from, 'drawnUpAt');
  if (!reading || asOf > line.now()) throw new Garbage('drawnUpAt');
  const answer = from.record === null ? undefined : row(from.record);
  if (answer && answer[desk.who] !== subject.id) throw new Garbage(desk.who);
  return {
    inquiry: text(from, 'inquiry', 64),
    ticket: ticketIn(from),
    facts: {
      registry: line.registry,
      asOf,
      fields: answer ? withOriginals(reading.facts(answer), answer) : reading.none,
      ...(answer && editionIf(answer)),
    },
  };
}
