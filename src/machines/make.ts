import { createHash, randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { keySetProblem, registerMachineClient } from '../clients/index.ts';
import { giveConsent } from '../consent/index.ts';
import { Fault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import { getUsablePower, type Power } from '../mandates/index.ts';
import { atomically, inTurn, type Operation } from '../operation.ts';
import { type FieldEnvelope, fieldApplies, fieldLabel, findField, readFields } from '../profile/index.ts';
import { persianLetters } from '../text.ts';
import { clientIdOf, type Machine, toMachine } from './find.ts';
import { countRunning, insertMachine, selectMachine } from './store.ts';

const DAY_MS = 86_400_000;
const MOST = 20;
const LONGEST_DAYS = 365;

export interface NewMachine {
  readonly entityId: string;
  readonly name: string;
  /** JSON Web Key Set with public keys. */
  readonly jwks: string;
  readonly fields: readonly string[];
  readonly days: number;
}

/** What the maker is shown before he says yes. */
export interface Review {
  readonly power: Power;
  readonly name: string;
  readonly keys: object;
  readonly fields: readonly string[];
  readonly days: number;
  readonly values: Readonly<Record<string, FieldEnvelope>>;
  /** SHA-256 over all of it. */
  readonly hash: Buffer;
}

/**
 * What software would get, and whether this person may give it: only who binds the entity alone by an office of the
 * register. Who holds a mandate, or signs with others, would make something that has more than he.
 * @throws mandates.joint, mandates.ended, mandates.none, machines.office_needed, machines.name, machines.key {code},
 *   machines.fields, machines.days
 */
export async function reviewMachine(op: Operation, personId: string, input: NewMachine): Promise<Review> {
  const power = await getUsablePower(op, personId, input.entityId);
  if (power.basis !== 'registry') throw new Fault('forbidden', 'machines.office_needed');
  const name = persianLetters(input.name.trim());
  if (name.length < 2 || name.length > 60 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name))
    throw new Fault('bad_input', 'machines.name');
  const keys = readKeys(input.jwks);
  const fields = [...new Set(input.fields)].sort();
  if (fields.length === 0 || fields.some(key => !findField(key) || !fieldApplies(key, 'entity')))
    throw new Fault('bad_input', 'machines.fields');
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > LONGEST_DAYS)
    throw new Fault('bad_input', 'machines.days');
  const values = await readFields(op, input.entityId, fields);
  const shown = fields.map(key => [key, values[key]?.status, values[key]?.value]);
  const hash = createHash('sha256')
    .update(JSON.stringify([input.entityId, name, keys, input.days, shown]))
    .digest();
  return { power, name, keys, fields, days: input.days, values, hash };
}

function readKeys(text: string): object {
  let keys: unknown;
  try {
    keys = JSON.parse(text);
  } catch {
    throw new Fault('bad_input', 'machines.key', { code: text.trim() === '' ? 'missing' : 'malformed' });
  }
  // A single key counts as a set of one.
  const set = typeof keys === 'object' && keys !== null && 'kty' in keys ? { keys: [keys] } : keys;
  const code = keySetProblem(set);
  if (code) throw new Fault('bad_input', 'machines.key', { code });
  return set as object;
}

/**
 * Makes a client of the entity with the key, and the consent that says what it may, together. No secret exists.
 * @throws what reviewMachine throws; machines.changed when he saw something else, machines.too_many
 */
export async function makeMachine(
  op: Operation,
  personId: string,
  input: NewMachine,
  shownHash: Buffer,
): Promise<Machine> {
  return atomically(op, async op => {
    const { power, name, keys, fields, days, values, hash } = await reviewMachine(op, personId, input);
    if (!hash.equals(shownHash)) throw new Fault('conflict', 'machines.changed');
    await inTurn(op, 'machines', input.entityId);
    if ((await countRunning(op, input.entityId)) >= MOST)
      throw new Fault('conflict', 'machines.too_many', { most: MOST });
    const id = randomUUID();
    const clientId = clientIdOf(id);
    const words = { fa: messages('fa').machines.purpose, en: messages('en').machines.purpose };
    const both = (of: (one: typeof words.fa) => string) => ({ fa: of(words.fa), en: of(words.en) });
    const purpose = await registerMachineClient(op, {
      id: clientId,
      name: { fa: name, en: name },
      jwks: keys,
      purpose: {
        key: 'own-software',
        name: both(one => one.name),
        text: both(one => one.text),
        basis: 'consent',
        law: {
          title: both(one => one.basis),
          body: both(one => one.body),
          number: '',
          date: null,
          articles: '',
        },
        fields,
        subjects: ['legal_entity'],
        level: 1,
        retention: both(one => one.retention),
        consentDays: days,
      },
    });
    const consent = await giveConsent(op, {
      personId,
      subjectId: input.entityId,
      clientId,
      purpose,
      fields,
      textLang: op.lang,
      textHash: hash,
      shown: {
        text: [purpose.name[op.lang], purpose.text[op.lang], name].join('\n'),
        values: fields.map(key => ({
          key,
          label: fieldLabel(key, op.lang),
          status: values[key]?.status ?? 'absent',
          value: values[key]?.value ?? null,
          v: values[key]?.v ?? null,
        })),
      },
    });
    await insertMachine(op, {
      id,
      entity_id: input.entityId,
      client_id: clientId,
      maker_person_id: personId,
      office_id: power.officeId,
      purpose_id: purpose.id,
      consent_id: consent.id,
      made_at: op.at,
      valid_until: new Date(op.at.getTime() + days * DAY_MS),
      ended_at: null,
      end_reason: null,
    });
    await record(op, {
      kind: 'machines.made',
      personId,
      subjectId: input.entityId,
      clientId,
      data: { machine: id, consent: consent.id, office: power.officeId, fields, days },
    });
    const row = await selectMachine(op, id);
    if (!row) throw new Error('a machine that was just stored is not there');
    return toMachine(op, row);
  });
}
