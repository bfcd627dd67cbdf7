import { ask, type Line } from './ask.ts';
import type { FieldFact, Json, RegistrySubject } from './index.ts';
import { about, coded, fact, type Row, text } from './reading.ts';

type Person = Extract<RegistrySubject, { kind: 'person' }>;
type Said = string | Readonly<Record<string, Json>>;

const answers: Readonly<Record<string, boolean>> = { MOTABEGH: true, NAMOTABEGH: false };
const sexes: Readonly<Record<string, string>> = { female: 'ZAN', male: 'MARD' };
const part = (value: Said, name: string): string | undefined => {
  const found = typeof value === 'string' ? undefined : value[name];
  return typeof found === 'string' ? found : undefined;
};
const whole = (value: Said): string | undefined => (typeof value === 'string' ? value : undefined);

/** How the register is asked whether what a person said of himself is right. */
const questions: Readonly<Record<string, (value: Said) => Record<string, string | undefined>>> = {
  'person.father_name': value => ({ namPedar: whole(value) }),
  'person.birth_place': value => ({ mahalTavallod: whole(value) }),
  'person.gender': value => ({ jens: sexes[whole(value) ?? ''] }),
  'person.nationality': value => ({ tabeiat: whole(value) }),
  'person.birth_certificate': value => ({
    shenasname: part(value, 'number'),
    serial: part(value, 'serial'),
    mahalSodoor: part(value, 'issued_at'),
  }),
};

/** The fields to which the register said yes, each asked for itself; of the others nothing is said. */
export async function matchSaid(
  line: Line,
  { id, said }: Person,
  timeoutMs: number,
): Promise<Record<string, FieldFact>> {
  const facts: Record<string, FieldFact> = {};
  for (const [key, value] of Object.entries(said ?? {})) {
    const question = questions[key];
    if (!question) continue;
    const read = (from: Row) => {
      about(from, 'shenase', id);
      return { matched: coded(from, 'natije', answers), record: text(from, 'peygiri', 40) };
    };
    const answer = await ask(line, '/estelam', { shenase: id, ...question(value as Said) }, read, timeoutMs);
    if (answer?.matched) facts[key] = fact(value, { record: answer.record });
  }
  return facts;
}
