import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { findField } from '../profile/index.ts';
import { isUuid, parseWhole } from '../text.ts';
import { getCustodian } from './custodian.ts';
import type { Refusal } from './item.ts';
import type { Line } from './lines.ts';
import {
  advanceLoad,
  countRow,
  insertLoad,
  insertRefusal,
  type LoadRow,
  selectLoad,
  selectRefusals,
} from './store.ts';
import { takeItem } from './take.ts';

const MOST_ROWS = 100_000_000;
const REFUSALS_AT_ONCE = 1_000;
/** Taken of one request, so that it is answered within seconds: a server does not listen to one for ever. */
export const ROWS_AT_ONCE = 2_000;

/** How far a load has come, as its sender may know it. */
export interface Load {
  readonly id: string;
  readonly rows: number;
  /** Every row before it is done, once. */
  readonly nextRow: number;
  readonly accepted: number;
  readonly older: number;
  readonly refused: number;
  readonly state: 'open' | 'done';
}

export interface Report extends Load {
  readonly refusals: readonly {
    readonly row: number;
    readonly code: string;
    readonly field: string | null;
  }[];
}

/** @param rows how many will come @throws custody.load_rows {most} and those of getCustodian */
export async function beginLoad(op: Operation, rows: unknown): Promise<Load> {
  const { clientId, registry } = await getCustodian(op);
  if (!Number.isSafeInteger(rows) || Number(rows) < 1 || Number(rows) > MOST_ROWS)
    throw new Fault('bad_input', 'custody.load_rows', { most: MOST_ROWS });
  const id = randomUUID();
  await atomically(op, async op => {
    await insertLoad(op, { id, clientId, registry, rows: Number(rows) });
    await record(op, { kind: 'custody.load_begun', data: { registry, load: id, rows: Number(rows) } });
  });
  return toLoad(await getLoad(op, id));
}

/**
 * Takes rows from a number on. Rows that are done already are passed over, so whoever does not know how far he came
 * sends them again; a gap is refused. Each row advances the load in the transaction in which it is taken, so whatever
 * breaks off, none is lost and none is taken twice. Of what ends inside a row, that row is not taken; only the last row
 * that was announced is, for after it nothing comes. After `ROWS_AT_ONCE` the rest of a request is left, and the answer
 * says where to go on.
 * @throws custody.load_not_found, custody.load_gap {next}, custody.load_full {rows}
 */
export async function loadRows(
  op: Operation,
  id: string,
  from: number,
  lines: AsyncIterable<Line>,
): Promise<Load> {
  const begun = await getLoad(op, id);
  const next = Number(begun.next_row);
  if (from > next) throw new Fault('conflict', 'custody.load_gap', { next });
  const total = Number(begun.row_count);
  let row = from;
  for await (const line of lines) {
    const read = readRow(line);
    if ('code' in read && !line.ended && row + 1 < total) break;
    if (row >= total) throw new Fault('bad_input', 'custody.load_full', { rows: total });
    if (row >= next + ROWS_AT_ONCE) break;
    if (row >= next) await takeRow({ ...op, at: op.system.now() }, begun, row, read);
    row += 1;
  }
  return toLoad(await getLoad(op, id));
}

/** @param after row of the last refusal already read; -1: from the first */
export async function reportLoad(op: Operation, id: string, after: number): Promise<Report> {
  const load = toLoad(await getLoad(op, id));
  const refusals = await selectRefusals(op, id, after, REFUSALS_AT_ONCE);
  return {
    ...load,
    refusals: refusals.map(({ row_number, code, field_key }) => ({
      row: Number(row_number),
      code,
      field: field_key,
    })),
  };
}

function takeRow(op: Operation, load: LoadRow, row: number, read: Row): Promise<void> {
  return atomically(op, async op => {
    // Waits for another stream of the same rows, and leaves the row to it where it was first.
    if (!(await advanceLoad(op, load.id, row))) return;
    const taken = 'code' in read ? read : await takeItem(op, load.registry, read.item);
    if ('code' in taken) {
      const field = taken.field !== undefined && findField(taken.field) ? taken.field : null;
      await insertRefusal(op, load.id, row, taken.code, field);
    }
    await countRow(op, load.id, {
      accepted: 'status' in taken && taken.status === 'accepted' ? 1 : 0,
      older: 'status' in taken && taken.status === 'older' ? 1 : 0,
      refused: 'code' in taken ? 1 : 0,
      unknown: 'status' in taken && !taken.known ? 1 : 0,
    });
    if (row + 1 === Number(load.row_count)) {
      const { accepted, older, refused, unknown } = await getLoad(op, load.id);
      const counts = { accepted, older, refused, unknown };
      const data = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
      await record(op, {
        kind: 'custody.load_done',
        data: { registry: load.registry, load: load.id, ...data },
      });
    }
  });
}

type Row = { readonly item: unknown } | Refusal;

function readRow(line: Line): Row {
  if ('code' in line) return line;
  try {
    return { item: parseWhole(line.text) };
  } catch {
    return { code: 'custody.row_malformed' };
  }
}

/** His own, of the registry for which he speaks now. @throws custody.load_not_found */
async function getLoad(op: Operation, id: string): Promise<LoadRow> {
  const { clientId, registry } = await getCustodian(op);
  const load = isUuid(id) ? await selectLoad(op, id) : undefined;
  if (load?.client_id !== clientId || load.registry !== registry)
    throw new Fault('not_found', 'custody.load_not_found');
  return load;
}

function toLoad(row: LoadRow): Load {
  const [rows, nextRow] = [Number(row.row_count), Number(row.next_row)];
  return {
    id: row.id,
    rows,
    nextRow,
    accepted: Number(row.accepted),
    older: Number(row.older),
    refused: Number(row.refused),
    state: nextRow === rows ? 'done' : 'open',
  };
}
