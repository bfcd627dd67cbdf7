import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  checkProof,
  findEvent,
  formatCheck,
  formatVerdict,
  listRoots,
  proveEvent,
  type RecordProof,
  record,
  recordKeys,
  runAudit,
  sealRecord,
  turnRecordKey,
  verifyRecord,
} from '../../src/audit/index.ts';
import type { Operation } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
/** Public ids by day of writing. */
let days: string[][] = [];
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());
beforeEach(async () => {
  await run('truncate audit_event, audit_block, audit_tile, audit_root restart identity');
  t.clock.set('2026-11-21T07:22:00Z');
  days = [];
  await day(3);
  await day(5);
  await day(2);
});

const run = (text: string) => sql.raw(text).execute(t.system.db);
const verify = (kept = {}) => verifyRecord(t.op(), kept);
const write = () => record(t.op(), { kind: 'profile.filled', clientId: 'tax', data: { fields: ['a'] } });

/** A day on which so many things happen, sealed; then it is the next one. */
async function day(count: number) {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await write());
  days.push(ids);
  await sealRecord(t.op());
  t.clock.advance({ days: 1 });
}
async function proofOf(publicId: string | undefined): Promise<RecordProof> {
  const event = await findEvent(t.op(), publicId ?? '');
  const answer = event && (await proveEvent(t.op(), event));
  if (answer?.state !== 'proven') throw new Error('not proven');
  return answer.proof;
}
const keptRoots = () => listRoots(t.op(), 100);

describe('the end of a day', () => {
  test('a day that is over has one signed root, the one that is not has none', async () => {
    expect((await listRoots(t.op(), 10)).map(root => [root.day, root.size])).toEqual([
      ['2026-11-22', 5],
      ['2026-11-21', 3],
    ]);
    expect(await sealRecord(t.op())).toBe(0);
    expect((await listRoots(t.op(), 10)).map(root => root.day)).toEqual([
      '2026-11-23',
      '2026-11-22',
      '2026-11-21',
    ]);
    await sealRecord(t.op());
    expect(await listRoots(t.op(), 10)).toHaveLength(3);
    expect(await verify()).toMatchObject({ ok: true, events: 10, days: 3, unsealed: 0 });
  });

  test('the day is that of Tehran, and what is late or early stands in a day that is open', async () => {
    await sealRecord(t.op());
    // 23:59 in Tehran, then half a minute after midnight.
    t.clock.set('2026-11-25T20:29:00Z');
    const before = await write();
    await sealRecord(t.op());
    t.clock.set('2026-11-25T20:30:30Z');
    const after = await write();
    await sealRecord(t.op());
    // Written before midnight, committed when the day was closed; and one of a clock that runs ahead.
    t.clock.set('2026-11-25T20:29:59Z');
    const late = await write();
    t.clock.set('2026-11-28T00:00:00Z');
    const early = await write();
    t.clock.set('2026-11-25T20:31:00Z');
    await sealRecord(t.op());
    t.clock.set('2026-11-27T00:00:00Z');
    await sealRecord(t.op());
    const dayOf = async (id: string) => (await proofOf(id)).root.day;
    expect([await dayOf(before), await dayOf(after), await dayOf(late), await dayOf(early)]).toEqual([
      '2026-11-25',
      '2026-11-26',
      '2026-11-26',
      '2026-11-26',
    ]);
    expect(await verify()).toMatchObject({ ok: true, events: 14, days: 5 });
  });

  test('a day of many events has its root from the hashes that are kept', async () => {
    await run(`insert into audit_event (public_id, at, kind, tracking, data)
      select gen_random_uuid(), '2026-11-24T08:00:00Z', 'profile.filled', 'x', '{}' from generate_series(1, 3000)`);
    await sealRecord(t.op());
    t.clock.advance({ days: 1 });
    await sealRecord(t.op());
    expect(await verify()).toMatchObject({ ok: true, events: 3010 });
    for (const place of [1, 256, 257, 2048, 2999]) {
      const { rows } = await sql<{ id: string }>`
        select e.public_id as id from audit_event e order by e.id offset ${10 + place} limit 1`.execute(
        t.system.db,
      );
      const proof = await proofOf(rows[0]?.id);
      expect(proof.index).toBe(place);
      expect(checkProof(proof)).toMatchObject({ ok: true, size: 3000 });
    }
    await run(`update audit_tile set hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256)`);
    expect(await verify()).toMatchObject({ ok: false, how: 'tree_broken', day: '2026-11-24' });
  });
});

describe('whoever tampers with a day that is closed', () => {
  beforeEach(() => sealRecord(t.op()));

  test.each([
    ['another root', `root = decode(repeat('00', 32), 'hex')`],
    ['another size', 'size = size + 1'],
    ['another link', `link = decode(repeat('00', 32), 'hex')`],
    [
      'a signature of nobody',
      `signed = split_part(signed, '.', 1) || '.' || split_part(signed, '.', 2) || '.AAAA'`,
    ],
    ['the statement of another day', `signed = (select signed from audit_root where day = '2026-11-21')`],
  ])('and leaves %s is found', async (_, change) => {
    await run(`update audit_root set ${change} where day = '2026-11-22'`);
    const verdict = await verify();
    expect(verdict).toMatchObject({ ok: false, how: 'root_wrong', day: '2026-11-22' });
    expect(formatVerdict(verdict)).toContain('The day 2026-11-22 has a root');
  });

  test('and takes the root away is found', async () => {
    await run(`delete from audit_root where day = '2026-11-22'`);
    expect(await verify()).toMatchObject({ ok: false, how: 'root_missing', day: '2026-11-22' });
  });

  test('and changes an entry is found, and the proof that was given before still says what it was', async () => {
    const [id] = days[1] ?? [];
    const proof = await proofOf(id);
    await run(`update audit_event set client_id = 'other' where public_id = '${id}'`);
    expect(await verify()).toMatchObject({ ok: false, how: 'changed', event: id, day: '2026-11-22' });
    expect(checkProof(proof)).toMatchObject({ ok: true, entry: { clientId: 'tax' } });
    expect(checkProof(await proofOf(id))).toEqual({ ok: false, why: 'path' });
  });

  test('and cuts off whole days is found by whoever kept their published roots', async () => {
    const roots = await keptRoots();
    expect(await verify({ roots })).toMatchObject({ ok: true });
    await run(`delete from audit_root where day = '2026-11-23'`);
    await run(`delete from audit_block where day = '2026-11-23'`);
    await run('delete from audit_event where id > 8');
    expect(await verify()).toMatchObject({ ok: true, events: 8 });
    const verdict = await verify({ roots });
    expect(verdict).toMatchObject({ ok: false, how: 'kept_missing', day: '2026-11-23' });
    expect(formatVerdict(verdict)).toContain('the end was cut off');
  });

  test('and writes the whole record anew, with good signatures, is found in the same way', async () => {
    const roots = await keptRoots();
    await run('delete from audit_event where id = 5');
    await run('truncate audit_block, audit_tile, audit_root');
    await sealRecord(t.op());
    expect(await verify()).toMatchObject({ ok: true, events: 9 });
    expect(await verify({ roots })).toMatchObject({ ok: false, how: 'kept_missing', day: '2026-11-22' });
  });
});

test('the command says whether all is well, and how it is used', async () => {
  const work = (what: (op: Operation) => Promise<void>) => what(t.op());
  const folder = await mkdtemp(join(tmpdir(), 'yekbar-roots-'));
  const file = join(folder, 'roots.json');
  await sealRecord(t.op());
  await writeFile(file, JSON.stringify({ roots: await keptRoots() }));
  expect(await runAudit(['verify', '--kept', file], work)).toMatchObject({ ok: true });
  await writeFile(file, JSON.stringify({ roots: [{ day: '2027-01-01', size: 1, root: 'x' }] }));
  expect(await runAudit(['verify', '--kept', file], work)).toMatchObject({ ok: false });
  await writeFile(file, JSON.stringify(await proofOf(days[0]?.[0])));
  expect(await runAudit(['check', file], work)).toMatchObject({ ok: true });
  await expect(runAudit(['check', `${file}x`], work)).rejects.toThrow('cannot be read');
  await expect(runAudit([], work)).rejects.toThrow('npm run audit');
  await rm(folder, { recursive: true });
});

describe('one entry under a published root', () => {
  beforeEach(() => sealRecord(t.op()));

  test('is proven with the file and the published keys alone', async () => {
    for (const id of days.flat()) {
      const proof = JSON.parse(JSON.stringify(await proofOf(id)));
      const checked = checkProof(proof, JSON.parse(JSON.stringify(await recordKeys(t.op()))));
      expect(checked).toMatchObject({ ok: true, entry: { publicId: id }, keyGiven: true });
      expect(formatCheck(checked)).toContain(`The proof holds: entry ${id}`);
    }
  });

  test('is proven by the program that the documentation shows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yekbar-proof-'));
    const text = await readFile(new URL('../../docs/record.md', import.meta.url), 'utf8');
    await writeFile(join(folder, 'check.mjs'), /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '');
    await writeFile(join(folder, 'keys.json'), JSON.stringify(await recordKeys(t.op())));
    const run = promisify(execFile);
    for (const id of [days[0]?.[2], days[1]?.[0], days[1]?.[4]]) {
      await writeFile(join(folder, 'proof.json'), JSON.stringify(await proofOf(id)));
      expect((await run(process.execPath, ['check.mjs'], { cwd: folder })).stdout).toMatch(
        /^under the root of/,
      );
    }
    const proof = await proofOf(days[1]?.[0]);
    const fake = { ...proof, entry: { ...proof.entry, clientId: 'customs' } };
    await writeFile(join(folder, 'proof.json'), JSON.stringify(fake));
    expect((await run(process.execPath, ['check.mjs'], { cwd: folder })).stdout).toBe('not proven\n');
    await rm(folder, { recursive: true });
  });

  test('stays proven when the key turns, and a stranger’s key proves nothing', async () => {
    const proof = await proofOf(days[0]?.[0]);
    await turnRecordKey(t.op());
    const { keys } = await recordKeys(t.op());
    expect(checkProof(proof, { keys })).toMatchObject({ ok: true });
    const others = keys.filter(key => key.kid !== proof.key.kid);
    expect(checkProof(proof, { keys: others })).toEqual({ ok: false, why: 'key' });
    expect(checkProof({ ...proof, key: { ...others[0] } })).toEqual({ ok: false, why: 'key' });
  });

  test('is not proven when any part of the file is another', async () => {
    const proof = await proofOf(days[1]?.[2]);
    const other = await proofOf(days[0]?.[1]);
    const { root } = proof;
    const fakes: [RecordProof, string][] = [
      [{ ...proof, entry: { ...proof.entry, clientId: 'customs' } }, 'path'],
      [{ ...proof, leaf: other.leaf }, 'path'],
      [{ ...proof, index: 1 }, 'path'],
      [{ ...proof, path: [...proof.path].reverse() }, 'path'],
      [{ ...proof, root: { ...root, hash: other.root.hash } }, 'path'],
      [{ ...proof, root: { ...root, day: '2026-11-20' } }, 'root'],
      [{ ...proof, root: { ...root, signed: other.root.signed } }, 'root'],
      [{ ...proof, root: { ...root, signed: `${root.signed.slice(0, -8)}AAAAAAAA` } }, 'signature'],
      [{ ...proof, format: 'x' as RecordProof['format'] }, 'form'],
      [{} as RecordProof, 'form'],
    ];
    for (const [fake, why] of fakes) {
      const checked = checkProof(fake);
      expect(checked).toEqual({ ok: false, why });
      expect(formatCheck(checked)).toMatch(/^The proof does not hold\. \S/);
    }
  });

  test('is awaited while its day is not over', async () => {
    const id = await write();
    const event = await findEvent(t.op(), id);
    if (!event) throw new Error('not written');
    expect(await proveEvent(t.op(), event)).toEqual({ state: 'waiting', day: undefined });
    await sealRecord(t.op());
    expect(await proveEvent(t.op(), event)).toEqual({ state: 'waiting', day: '2026-11-24' });
  });

  test('says nothing of who acted or for whom but a hash', async () => {
    const person = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
    const id = await record(t.op(), { kind: 'profile.filled', personId: person, subjectId: person });
    await sealRecord(t.op());
    t.clock.advance({ days: 1 });
    await sealRecord(t.op());
    expect(JSON.stringify(await proofOf(id))).not.toContain(person);
  });
});
