import { type LegalId, type PersonId, parsePersonId, readLegalId } from '../identifiers.ts';
import { ask, type Line } from './ask.ts';
import { editionIf } from './edition.ts';
import type { Edition, Fact, FieldFacts, FieldPort, LegalPerson, Registries } from './index.ts';
import { entityFacts, lastDayOf, officeFacts } from './legal-persons-facts.ts';
import { withOriginals } from './originals.ts';
import { about, coded, dayIf, Garbage, type Row, row, rows, text, textIf } from './reading.ts';

const statuses = {
  FAAL: 'active',
  DAR_HAL_TASFIYE: 'under_liquidation',
  MONHAL: 'dissolved',
  TALIGH: 'suspended',
} as const;

/** Post in the register's words and ours. */
export const roles = {
  MODIR_AMEL: 'managing_director',
  RAIS_HEYAT_MODIRE: 'chair',
  OZV_HEYAT_MODIRE: 'board_member',
  MODIR_TASFIYE: 'liquidator',
} as const;

const changes = { TAGHIR_SHENASE: 'renumbered', EDGHAM: 'merged' } as const;
const modes = { MONFARED: 'sole', MOSHTAREK: 'joint', NADARAD: 'none' } as const;
const endings = { PAYAN_DORE: 'term_ended', ENHELAL: 'dissolved', AZL: 'removed' } as const;

/** The register of legal persons: particulars, officers, and who binds the entity by signature. */
export function legalPersonsPort(line: Line): Registries['legalPersons'] & FieldPort {
  const { registry, now } = line;
  return {
    find: async id => {
      const asOf = now();
      const found = await ask(line, '/sherkat', { shenaseMelli: id }, from => readLegalPerson(from, id));
      return found && { ...found, registry, asOf };
    },
    entitiesOf: async id => {
      const asOf = now();
      const read = (from: Row) => readOffices(from, id).map(office => office.legalId);
      const found = await ask(line, '/semat', { shenaseShakhs: id }, read);
      return { value: [...new Set(found ?? [])], registry, record: null, asOf } satisfies Fact<LegalId[]>;
    },
    facts: async (subject, timeoutMs): Promise<FieldFacts> => {
      const asOf = now();
      if (subject.kind === 'person') {
        const question = { shenaseShakhs: subject.id };
        const read = (from: Row) => withOriginals(officeFacts(readOffices(from, subject.id)), from);
        const fields = await ask(line, '/semat', question, read, timeoutMs);
        return { registry, asOf, fields: fields ?? officeFacts([]) };
      }
      const read = (from: Row) => {
        const { value, record: _, ...edition } = readLegalPerson(from, subject.id);
        return { fields: withOriginals(entityFacts(from, value, asOf), from), ...edition };
      };
      const said = await ask(line, '/sherkat', { shenaseMelli: subject.id }, read, timeoutMs);
      return { registry, asOf, fields: {}, ...said };
    },
  };
}

function readLegalPerson(from: Row, id: LegalId): { value: LegalPerson; record: string; edition?: Edition } {
  about(from, 'shenaseMelli', id);
  const name = text(from, 'nam', 250);
  return {
    record: text(from, 'shomareSabt', 20),
    ...editionIf(from),
    value: {
      legalId: id,
      name: { fa: name, en: textIf(from, 'namLatin', 250) ?? name },
      status: coded(from, 'vaziyat', statuses),
      statusSince: dayIf(from, 'tarikhVaziyat') ?? null,
      officers: rows(from, 'modiran').map(readOfficer),
      ...successorOf(from),
    },
  };
}

function successorOf(from: Row): Pick<LegalPerson, 'successor'> {
  if (!from.jaygozin) return {};
  const to = row(from.jaygozin);
  const legalId = readLegalId(text(to, 'shenaseMelli', 20));
  if (!legalId) throw new Garbage('jaygozin');
  return { successor: { legalId, reason: coded(to, 'ellat', changes), since: dayIf(to, 'az') ?? null } };
}

function readOfficer(from: Row): LegalPerson['officers'][number] {
  const name = text(from, 'nam', 170);
  const signature = coded(from, 'emza', modes);
  const required = signature === 'joint' ? from.tedadEmza : 1;
  if (typeof required !== 'number' || !Number.isInteger(required) || required < 1)
    throw new Garbage('tedadEmza');
  const endedOn = dayIf(from, 'tarikhPayan');
  const since = dayIf(from, 'az');
  if (!since) throw new Garbage('az');
  return {
    id: personId(text(from, 'shenaseShakhs', 20)),
    name: { fa: name, en: textIf(from, 'namLatin', 170) ?? name },
    role: coded(from, 'semat', roles),
    mode: signature,
    required,
    ...combinationsOf(from, signature),
    since,
    until: dayIf(from, 'ta') ?? null,
    ended: endedOn ? { on: endedOn, reason: coded(from, 'ellatPayan', endings) } : null,
    record: text(from, 'shomareAgahi', 40),
  };
}

/** Named combinations ("the managing director with one of the board"): each a list of officers that bind together. */
function combinationsOf(from: Row, signature: string): { combinations?: PersonId[][] } {
  const { tarkibEmza } = from;
  if (signature !== 'joint' || tarkibEmza === undefined || tarkibEmza === null) return {};
  if (!Array.isArray(tarkibEmza) || tarkibEmza.length === 0) throw new Garbage('tarkibEmza');
  const combinations = tarkibEmza.map((one: unknown) => {
    if (!Array.isArray(one) || one.length === 0 || !one.every(id => typeof id === 'string'))
      throw new Garbage('tarkibEmza');
    return one.map(personId);
  });
  return { combinations };
}

export interface Office {
  readonly legalId: LegalId;
  readonly legalName: string;
  readonly role: LegalPerson['officers'][number]['role'];
  readonly since: string;
  readonly until: string | undefined;
  readonly record: string;
}

function readOffices(from: Row, id: PersonId): Office[] {
  about(from, 'shenaseShakhs', id);
  return rows(from, 'sematha').map(office => {
    const legalId = readLegalId(text(office, 'shenaseMelli', 20));
    const since = dayIf(office, 'az');
    const on = dayIf(office, 'tarikhPayan');
    if (!legalId || !since) throw new Garbage('sematha');
    return {
      legalId,
      legalName: text(office, 'nam', 250),
      role: coded(office, 'semat', roles),
      since,
      until: lastDayOf({ until: dayIf(office, 'ta') ?? null, ended: on ? { on } : null }),
      record: text(office, 'shomareAgahi', 40),
    };
  });
}

function personId(written: string): PersonId {
  try {
    return parsePersonId(written);
  } catch {
    throw new Garbage('shenaseShakhs');
  }
}
