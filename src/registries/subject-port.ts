import { ask, type Line } from './ask.ts';
import type { FieldFact, FieldPort } from './index.ts';
import { about, type Row } from './reading.ts';

/** What a register is asked about a subject and how its answer is read. Most registers differ in nothing else. */
export interface Desk {
  readonly path: string;
  /** The part of the question, and of the answer, that says who is meant. */
  readonly who: string;
  /** undefined: the register knows nothing of this kind of subject and is not asked. */
  readonly entity?: Reading;
  readonly person?: Reading;
}

export interface Reading {
  readonly facts: (from: Row) => Readonly<Record<string, FieldFact>>;
  /** What it means that the register has no record. */
  readonly none: Readonly<Record<string, FieldFact>>;
}

/** The port to such a register: one question, and the answer is believed only when it is about who was asked. */
export function subjectPort(line: Line, desk: Desk): FieldPort {
  return {
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      const { registry } = line;
      const reading = desk[subject.kind];
      if (!reading) return { registry, asOf, fields: {} };
      const fields = await ask(
        line,
        desk.path,
        { [desk.who]: subject.id },
        from => {
          about(from, desk.who, subject.id);
          return reading.facts(from);
        },
        timeoutMs,
      );
      return { registry, asOf, fields: fields ?? reading.none };
    },
  };
}
