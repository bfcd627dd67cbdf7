/**
 * A file of the directory with a million rows (BENCH_DIRECTORY_ROWS), good ones first and then what an enemy would
 * send: how fast it is read and staged, and how much memory that takes at most. In one process, on the database of
 * DATABASE_URL (a new one is made and dropped), else embedded. By itself: `node bench/directory.ts`.
 */
import { pathToFileURL } from 'node:url';
import { createSystem } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { decideChange, receiveFile } from '../src/directory/index.ts';
import { type Actor, type Operation, systemOperation } from '../src/operation.ts';
import { newDatabase } from './database.ts';

type Print = (name: string, value: number | string, unit: string) => void;
const GOOD = 5_000;

/** 5,000 systems, then rows that repeat them, name none, or lack what is needed. */
async function* file(rows: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('number,name_fa,name_en,owner_fa,owner_en,url,processes,hours_fa\n');
  for (let at = 0; at < rows; ) {
    let text = '';
    for (const end = Math.min(at + 2_000, rows); at < end; at += 1) {
      const number = at < GOOD ? at + 1 : at % 3 === 0 ? at : (at % GOOD) + 1;
      text += `${number},"سامانهٔ شمارهٔ ${at}","System ""${at}""",دستگاه,Body,https://s${at}.example.ir/,export customs,شنبه تا چهارشنبه\n`;
    }
    yield Buffer.from(text);
  }
}

export async function benchDirectory(serverUrl: string | undefined, print: Print): Promise<void> {
  const rows = Number(process.env.BENCH_DIRECTORY_ROWS ?? 1_000_000);
  const database = await newDatabase(serverUrl);
  const { system, close } = await createSystem(readConfig({ ...process.env, ...database.env }));
  const op = (actor: Actor): Operation => ({ ...systemOperation(system, 'BENCH'), actor });
  const person = (n: number): Actor => ({
    kind: 'person',
    personId: `00000000-0000-4000-8000-00000000000${n}`,
  });
  const before = process.memoryUsage().rss;
  let most = before;
  async function* watched() {
    for await (const piece of file(rows)) {
      yield piece;
      most = Math.max(most, process.memoryUsage().rss);
    }
  }
  try {
    const begin = performance.now();
    const change = await receiveFile(op(person(1)), { about: 'system', format: 'csv' }, watched());
    const took = performance.now() - begin;
    print('directory_import_rows', change.counts.lines, 'rows');
    print('directory_import', Math.round(took), 'ms');
    print('directory_import_memory', Math.round((most - before) / 1_048_576), 'MB more at most');
    const applying = performance.now();
    await decideChange(op(person(2)), change.id, { decision: 'applied', reason: '', withoutBad: true });
    print('directory_apply', Math.round(performance.now() - applying), 'ms');
    print('directory_applied', change.counts.added + change.counts.changed, 'systems');
  } finally {
    await close();
    await database.drop();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await benchDirectory(process.env.DATABASE_URL || undefined, (name, value, unit) => {
    console.log(`${name} ${value} ${unit}`);
  });
