import type { Operation } from '../operation.ts';
import type { Inquiry, Registries } from '../registries/index.ts';
import { recordAll } from './record.ts';

/** The registries as one operation asks them, and what they were asked. */
export interface Inquiries {
  /** They are told the operation's tracking code with each question. */
  readonly registries: Registries;
  /**
   * Puts every question since the last call on the record: which registry, and whether it answered. Call it in the
   * transaction that keeps the answers; and where there is none to keep, on its own.
   * @param subjectId whom it was about, when that is somebody who is known here
   */
  record(op: Operation, subjectId?: string): Promise<void>;
}

/** Every question to a registry goes through here: person, system and registry can all quote the same code. */
export function inquire(op: Operation): Inquiries {
  let asked: Inquiry[] = [];
  return {
    registries: op.system.registries.under(op.tracking, inquiry => asked.push(inquiry)),
    async record(op, subjectId) {
      const events = asked.map(({ registry, outcome, under }) => ({
        kind: 'registries.asked' as const,
        subjectId: subjectId ?? null,
        data: { registry, outcome, ...(under === undefined ? {} : { under }) },
      }));
      asked = [];
      await recordAll(op, events);
    },
  };
}
