import { readPersonId } from '../identifiers.ts';
import { ask, type Line } from './ask.ts';
import { matchSaid } from './civil-said.ts';
import type { CivilAnswer, CivilQuestion, Fact, FieldFact, FieldPort, Registries } from './index.ts';
import { writeJalali } from './jalali.ts';
import { about, coded, fact, flag, Garbage, notApplicable, type Row, row, text } from './reading.ts';

const matches: Readonly<Record<string, boolean>> = { MOTABEGH: true, NAMOTABEGH: false };

/**
 * The civil register matches: it says whether what was typed is what it holds, and whether the person lives. It
 * hands nothing out. An identifier that it does not hold is not matched.
 */
export function civilPort(line: Line): Registries['civil'] & FieldPort {
  const match = (question: CivilQuestion, timeoutMs?: number): Promise<Fact<CivilAnswer>> =>
    matchIdentity(line, question, timeoutMs);
  return {
    match: question => match(question),
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      if (subject.kind !== 'person') return { registry: line.registry, asOf, fields: {} };
      const { id, claimed } = subject;
      const asked = claimed
        ? await matchName(question => match(question, timeoutMs), id, claimed)
        : { answer: await match({ id }, timeoutMs), name: undefined };
      const said = await matchSaid(line, subject, timeoutMs);
      const { successor } = asked.answer.value;
      return {
        registry: line.registry,
        asOf,
        fields: { ...fieldsOf(id, asked.answer, asked.name, claimed !== undefined), ...said },
        ...(successor ? { successor } : {}),
      };
    },
  };
}

interface Name {
  readonly given: string;
  readonly family: string;
  readonly birthDate: string;
}

async function matchIdentity(
  line: Line,
  question: CivilQuestion,
  timeoutMs?: number,
): Promise<Fact<CivilAnswer>> {
  const asOf = line.now();
  const answer = await ask(
    line,
    '/estelam',
    {
      shenase: question.id,
      nam: question.givenName,
      namKhanevadegi: question.familyName,
      tarikhTavallod: question.birthDate && writeJalali(question.birthDate),
    },
    from => {
      about(from, 'shenase', question.id);
      return {
        matched: coded(from, 'natije', matches),
        alive: !flag(from, 'fot'),
        record: text(from, 'peygiri', 40),
        ...successorOf(from),
      };
    },
    timeoutMs,
  );
  if (!answer)
    return { value: { matched: false, alive: false }, registry: line.registry, record: null, asOf };
  const { record, ...value } = answer;
  return { value, registry: line.registry, record, asOf };
}

const changes = { TAGHIR_SHENASE: 'renumbered', EDGHAM: 'merged' } as const;

/** An old number answers with a pointer to the one that counts. */
function successorOf(from: Row): Pick<CivilAnswer, 'successor'> {
  if (!from.jaygozin) return {};
  const to = row(from.jaygozin);
  const id = readPersonId(text(to, 'shenase', 20));
  if (!id) throw new Garbage('jaygozin');
  return { successor: { id, reason: coded(to, 'ellat', changes) } };
}

/**
 * Where the given name ends and the family name begins is not always at the first space. The register is asked for
 * each place until one matches: at most four questions, at a time when nobody waits.
 */
async function matchName(
  match: (question: CivilQuestion) => Promise<Fact<CivilAnswer>>,
  id: CivilQuestion['id'],
  claimed: { readonly name: string; readonly birthDate: string },
): Promise<{ answer: Fact<CivilAnswer>; name: Name | undefined }> {
  const { birthDate } = claimed;
  const words = claimed.name.trim().split(/\s+/);
  const names = words
    .slice(1, 5)
    .map((_, at) => ({ given: words.slice(0, at + 1).join(' '), family: words.slice(at + 1).join(' ') }));
  for (const { given, family } of names) {
    const answer = await match({ id, givenName: given, familyName: family, birthDate });
    if (answer.value.matched) return { answer, name: { given, family, birthDate } };
  }
  return { answer: await match({ id }), name: undefined };
}

function fieldsOf(
  id: string,
  answer: Fact<CivilAnswer>,
  name: Name | undefined,
  claimed: boolean,
): Readonly<Record<string, FieldFact>> {
  const { matched, alive } = answer.value;
  const record = { record: answer.record ?? undefined };
  const of = (value: string | undefined) => fact(value, record);
  const held = answer.record !== null;
  const citizen = id.length === 10;
  return {
    'person.national_id': citizen ? of(matched ? id : undefined) : notApplicable,
    'person.foreign_id': citizen ? notApplicable : of(matched ? id : undefined),
    'person.life_status': of(held ? (alive ? 'alive' : 'deceased') : undefined),
    // Of what was not asked nothing is said: what it confirmed before stays as old as it is.
    ...(claimed && {
      'person.given_name': of(name?.given),
      'person.family_name': of(name?.family),
      'person.birth_date': of(name?.birthDate),
      'person.identity_matched': fact(name !== undefined, record),
    }),
  };
}
