import { ask, type Line } from './ask.ts';
import { editionIf } from './edition.ts';
import type { FieldFact, FieldFacts, FieldPort } from './index.ts';
import { filedIn, laterPort, RegistryLater } from './later.ts';
import { withOriginals } from './originals.ts';
import { about, type Row } from './reading.ts';

/** What a register is asked about a subject and how its answer is read. Most registers differ in nothing else. */
export interface Desk {
  readonly path: string;
  /** The part of the question, and of the answer, that says who is meant. */
  readonly who: string;
  /** undefined: the register knows nothing of this kind of subject and is not asked. */
  readonly entity?: Reading;
  readonly person?: Reading;
  /** Where it is asked for the answer of a question that it took to answer later. */
  readonly answers?: string;
}

export interface Reading {
  readonly facts: (from: Row) => Readonly<Record<string, FieldFact>>;
  /** What it means that the register has no record. */
  readonly none: Readonly<Record<string, FieldFact>>;
}

/** The port to such a register: one question, and the answer is believed only when it is about who was asked. */
export function subjectPort(line: Line, desk: Desk): FieldPort {
  return {
    facts: async (subject, timeoutMs): Promise<FieldFacts> => {
      const asOf = line.now();
      const { registry } = line;
      const reading = desk[subject.kind];
      if (!reading) return { registry, asOf, fields: {} };
      const read = (from: Row) => {
        const filed = desk.answers === undefined ? undefined : filedIn(from, line.now());
        if (filed) return { filed };
        about(from, desk.who, subject.id);
        return { fields: withOriginals(reading.facts(from), from), ...editionIf(from) };
      };
      const said = await ask(line, desk.path, { [desk.who]: subject.id }, read, timeoutMs);
      if (said?.filed) throw new RegistryLater(registry, said.filed);
      const { edition } = said ?? {};
      return {
        registry,
        asOf,
        fields: said?.fields ?? reading.none,
        ...(edition !== undefined && { edition }),
      };
    },
    ...(desk.answers === undefined ? {} : { later: laterPort(line, desk, desk.answers) }),
  };
}
