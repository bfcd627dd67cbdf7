import { type Both, type Lang, messages } from '../i18n/index.ts';
import { getPerson } from '../identity/index.ts';
import { entityHash, personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { openSubjects } from '../vault/index.ts';
import { type Because, mandateGives, type Scope } from './covers.ts';
import { hex, loadFacts } from './facts.ts';
import { type MandateRow, selectAround, selectMandates } from './mandate-store.ts';
import { listServices, type Services } from './matters.ts';
import { listPowers, type Power } from './power.ts';
import { MANDATE, type SealedMandate } from './sealed.ts';
import { getSides } from './sides.ts';
import type { Template } from './templates.ts';

/** A mandate as one of its sides sees it. */
export interface MandateShown {
  readonly id: string;
  readonly entity: { readonly id: string; readonly name: string; readonly legalId: string };
  readonly template: Template;
  readonly how: MandateRow['how'];
  readonly giver: string;
  /** Name of the entity that named or passed it on. */
  readonly through: string | undefined;
  readonly holder: { readonly kind: 'person' | 'entity'; readonly name: string; readonly identifier: string };
  /** What it is for, in the reader's language. */
  readonly matters: readonly string[];
  readonly amount: bigint | null;
  /** ISO days */
  readonly since: string;
  readonly until: string;
  readonly mayPassOn: boolean;
  /** rests: nothing of it has ended, but the register gives no signature now. */
  readonly state: 'offered' | 'active' | 'not_begun' | 'rests' | 'refused' | 'ended';
  readonly endReason: MandateRow['end_reason'];
  readonly offeredAt: Date;
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  /** The notice of the office below it, and when the register said so. */
  readonly record: string;
  readonly asOf: Date;
  readonly gives: boolean;
  readonly holds: boolean;
  readonly may: {
    readonly accept: boolean;
    readonly end: boolean;
    readonly pass: boolean;
    readonly name: boolean;
  };
}

export interface MyMandates {
  /** By the register. */
  readonly powers: readonly Power[];
  /** Newest first. */
  readonly mandates: readonly MandateShown[];
}

/** How many are shown; who has more ends some. */
const MOST = 500;

/** What a person holds and gave, himself or as one who binds an entity. */
export async function listMandates(op: Operation, personId: string): Promise<MyMandates> {
  const reader = await readerOf(op, personId);
  const rows = await selectAround(
    op,
    { personId, hashes: reader.hashes, entityIds: [...reader.bound.keys()] },
    MOST,
  );
  return { powers: reader.powers, mandates: await show(op, reader, rows) };
}

/** @throws mandates.not_found, also for one that is somebody else's */
export async function getMandate(op: Operation, personId: string, id: string): Promise<MandateShown> {
  const { row } = await getSides(op, personId, id);
  const [shown] = await show(op, await readerOf(op, personId), [row]);
  if (!shown) throw new Error('a mandate without its entity');
  return shown;
}

interface Reader {
  readonly personId: string;
  readonly powers: readonly Power[];
  /** Entities that he binds, alone or with others, and whether alone. */
  readonly bound: ReadonlyMap<string, boolean>;
  readonly hashes: readonly Buffer[];
}

async function readerOf(op: Operation, personId: string): Promise<Reader> {
  const { keys } = op.system;
  const { identifier } = await getPerson(op, personId);
  const powers = (await listPowers(op, personId)).filter(({ basis }) => basis === 'registry');
  const open = powers.filter(({ state }) => state === 'usable' || state === 'joint');
  return {
    personId,
    powers,
    bound: new Map(open.map(({ entity, state }) => [entity.id, state === 'usable'])),
    hashes: [personHash(keys, identifier), ...open.map(({ entity }) => entityHash(keys, entity.legalId))],
  };
}

async function show(op: Operation, reader: Reader, rows: readonly MandateRow[]): Promise<MandateShown[]> {
  if (rows.length === 0) return [];
  const { facts, entities, offices } = await loadFacts(op, await withParents(op, rows));
  const keys = await openSubjects(
    op,
    rows.map(row => row.entity_id),
  );
  const services = await listServices(op);
  const own = new Set(reader.hashes.map(hex));
  return rows.flatMap(row => {
    const entity = entities.get(row.entity_id);
    const office = offices.get(row.root_office_id);
    const key = keys.get(row.entity_id);
    const fact = facts.mandates.get(row.id);
    if (!entity || !office || !key || !fact) return [];
    const sealed = key.open<SealedMandate>(MANDATE, row.sealed);
    const verdict = mandateGives(facts, fact, undefined, op.at);
    const state = verdict.covered ? 'active' : stateOf(row, verdict.because);
    const holds = own.has(hex(row.holder_hash));
    const gives =
      row.giver_person_id === reader.personId ||
      reader.bound.has(row.entity_id) ||
      (row.giver_entity_id !== null && reader.bound.has(row.giver_entity_id));
    return [
      {
        id: row.id,
        entity: { id: entity.id, name: inLang(entity.name, op.lang), legalId: entity.legalId },
        template: row.template,
        how: row.how,
        giver: inLang(sealed.giver, op.lang),
        through: sealed.through ? inLang(sealed.through, op.lang) : undefined,
        holder: {
          kind: row.holder_kind,
          name: inLang(sealed.holder.name, op.lang),
          identifier: sealed.holder.identifier,
        },
        matters: mattersOf(row, services, op.lang),
        amount: row.amount === null ? null : BigInt(row.amount),
        since: row.valid_from,
        until: row.valid_until,
        mayPassOn: row.may_pass_on,
        state,
        endReason: row.end_reason,
        offeredAt: row.offered_at,
        acceptedAt: row.accepted_at,
        endedAt: row.ended_at,
        record: office.record,
        asOf: office.as_of,
        gives,
        holds,
        may: {
          accept: state === 'offered' && holds,
          end: row.ended_at === null,
          pass: state === 'active' && holds && row.may_pass_on && row.how === 'given',
          name: state === 'active' && holds && row.holder_kind === 'entity',
        },
      },
    ];
  });
}

const inLang = (name: Both, lang: Lang) => name[lang] || name.fa;

function stateOf(row: MandateRow, because: Because): MandateShown['state'] {
  if (row.state === 'refused' || row.state === 'ended') return row.state;
  if (because === 'not_accepted') return 'offered';
  if (because === 'not_begun') return row.state === 'offered' ? 'offered' : 'not_begun';
  return because === 'ended' || because === 'dissolved' ? 'ended' : 'rests';
}

async function withParents(op: Operation, rows: readonly MandateRow[]): Promise<MandateRow[]> {
  const all = new Map(rows.map(row => [row.id, row]));
  for (let links = 0; links < 3; links++) {
    const missing = [...all.values()].flatMap(({ parent_id: id }) => (id && !all.has(id) ? [id] : []));
    if (missing.length === 0) break;
    for (const row of await selectMandates(op, missing)) all.set(row.id, row);
  }
  return [...all.values()];
}

/** What something is for, in words. */
export function mattersOf(row: Scope, services: Services, lang: Lang): string[] {
  const kind = messages(lang).mandates.kind;
  return [
    ...services.kinds.filter(({ key }) => row.kinds.includes(key)).map(({ name }) => kind(name[lang])),
    ...services.systems.filter(({ number }) => row.systems.includes(number)).map(({ name }) => name[lang]),
    ...services.purposes
      .filter(({ key }) => row.purposes.includes(key))
      .map(({ name, clientName }) => `${name[lang]} (${clientName[lang]})`),
  ];
}
