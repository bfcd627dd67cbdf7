import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { connectionState } from '../../src/directory/connection.ts';
import { readContent } from '../../src/directory/entry.ts';
import {
  type Change,
  connectionsOf,
  decideChange,
  editEntry,
  type Format,
  findSystem,
  getEntry,
  historyOf,
  listEntries,
  listStaged,
  receiveFile,
  revertEntry,
  seedDirectory,
} from '../../src/directory/index.ts';
import { rowReader } from '../../src/directory/records.ts';
import type { Actor } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const kaveh: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000001' };
const shirin: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000002' };
let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
  await seedDirectory(it.op());
});
afterAll(() => it.close());

async function* pieces(text: string, size = 7) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const send = (text: string, format: Format, about: 'system' | 'registry' = 'system') =>
  receiveFile(it.op(kaveh), { about, format }, pieces(text));
const apply = (change: Change | undefined, withoutBad = false) =>
  decideChange(it.op(shirin), change?.id ?? '', { decision: 'applied', reason: '', withoutBad });

describe('one entry of the directory', () => {
  test('all fifty as they were counted could be saved again without a change', async () => {
    for (const { content } of await listEntries(it.op(), 'system'))
      expect(readContent('system', content, content)).toEqual({ content, problems: [] });
    expect(await listEntries(it.op(), 'registry')).toHaveLength(27);
  });

  test('what is edited stands at once, stays through another start, and the history says who, when and what', async () => {
    const given = {
      hours_fa: 'شنبه تا  چهارشنبه',
      services_en: 'Permits\r\nRenewals',
      fields: 'entity.legal_id',
    };
    await editEntry(it.op(kaveh), 'system', '7', given);
    await seedDirectory(it.op());
    expect(await findSystem(it.op(), 7)).toMatchObject({
      hours: { fa: 'شنبه تا چهارشنبه', en: '' },
      services: { fa: '', en: 'Permits\nRenewals' },
      fields: ['entity.legal_id'],
      version: 2,
    });
    const [newest, first] = await historyOf(it.op(), 'system', '7');
    expect(newest).toMatchObject({ version: 2, source: 'form', madeBy: `person:${kaveh.personId}` });
    expect(newest?.differences.map(({ part }) => part)).toEqual(['services_en', 'hours_fa', 'fields']);
    expect(first).toMatchObject({ version: 1, source: 'list', differences: [] });
    expect(await editEntry(it.op(kaveh), 'system', '7', given)).toBeUndefined();
    const events = await listEventsAbout(it.op(), { kinds: ['directory.change_applied'], limit: 9 });
    expect(events[0]?.data).toMatchObject({ about: 'system', source: 'form', changed: 1 });
  });

  test('another address, and another system, wait for a second person', async () => {
    const change = await editEntry(it.op(kaveh), 'system', '8', { url: 'https://new.example.ir/' });
    expect(change?.state).toBe('waiting');
    expect((await findSystem(it.op(), 8))?.url).not.toContain('new.example');
    const again = editEntry(it.op(shirin), 'system', '8', { hours_en: 'nine to five' });
    await expect(again).rejects.toMatchObject({ code: 'directory.change_waiting' });
    const own = decideChange(it.op(kaveh), change?.id ?? '', { decision: 'applied', reason: '' });
    await expect(own).rejects.toMatchObject({ code: 'directory.same_person' });
    expect((await apply(change)).state).toBe('applied');
    expect(await findSystem(it.op(), 8)).toMatchObject({ url: 'https://new.example.ir/', version: 2 });
    await expect(apply(change)).rejects.toMatchObject({ code: 'directory.change_decided' });

    const added = {
      name_fa: 'تازه',
      name_en: 'New',
      owner_fa: 'دستگاه',
      owner_en: 'Body',
      processes: ['export'],
    };
    expect((await editEntry(it.op(kaveh), 'system', '51', added))?.state).toBe('waiting');
    expect(await findSystem(it.op(), 51)).toBeUndefined();
  });

  test('what was known before comes back as a new version', async () => {
    await editEntry(it.op(kaveh), 'system', '9', { availability: 'limited' });
    await revertEntry(it.op(shirin), 'system', '9', 1);
    expect(await findSystem(it.op(), 9)).toMatchObject({ availability: undefined, version: 3 });
    expect((await historyOf(it.op(), 'system', '9'))[0]).toMatchObject({ version: 3, source: 'revert' });
  });

  test.each([
    ['system', { name_fa: ' ' }, 'name_fa:missing'],
    ['system', { url: 'javascript:alert(1)' }, 'url:malformed'],
    ['system', { url: 'https://ali:secret@gov.ir/' }, 'url:malformed'],
    ['system', { url: 'https://gоv.ir/' }, 'url:malformed'],
    ['system', { url: 'http://10.0.0.1/' }, 'url:malformed'],
    ['system', { processes: 'export gambling' }, 'processes:unknown'],
    ['system', { fields: ['entity.unheard_of'] }, 'fields:unknown'],
    ['system', { inquiries: 'civil, nowhere' }, 'inquiries:unknown'],
    ['system', { hours_fa: 'x'.repeat(201) }, 'hours_fa:too_long'],
    ['system', { client_id: 'demo' }, 'client_id:unknown'],
    ['registry', { custodian_fa: 'دیگری' }, 'custodian_fa:unknown'],
  ] as const)('of a %s %j is refused', async (about, given, problem) => {
    const key = about === 'system' ? '10' : 'civil';
    await expect(editEntry(it.op(kaveh), about, key, given)).rejects.toMatchObject({
      code: 'directory.invalid',
      data: { problems: [problem] },
    });
  });

  test('who saw an older version does not write over the newer one', async () => {
    const { version } = await getEntry(it.op(), 'registry', 'tax');
    await editEntry(it.op(kaveh), 'registry', 'tax', { description_en: 'Who pays' }, version);
    const late = editEntry(it.op(shirin), 'registry', 'tax', { description_en: 'Who owes' }, version);
    await expect(late).rejects.toMatchObject({ code: 'directory.change_stale' });
  });
});

describe('a file', () => {
  test('changes nothing until another applies it, says each bad row, and leaves them out only when told to', async () => {
    const change = await send(
      'number,hours_en,services_en\n20,"nine, to\n""five""",one\n21,,\n20,again,x\nx,y,z\n22,only two\n9999,late,z\n',
      'csv',
    );
    expect(change).toMatchObject({
      state: 'waiting',
      counts: { lines: 6, changed: 1, same: 1, added: 0, bad: 4 },
    });
    expect((await findSystem(it.op(), 20))?.hours.en).toBe('');
    const bad = await listStaged(it.op(), change.id, { bad: true, after: 0, limit: 10 });
    expect(bad.map(({ line, problems }) => [line, problems[0]])).toEqual([
      [5, 'number:repeated'],
      [6, 'number:malformed'],
      [7, 'row:malformed'],
      [8, 'name_fa:missing'],
    ]);
    await expect(apply(change)).rejects.toMatchObject({ code: 'directory.bad_rows' });
    await apply(change, true);
    expect((await findSystem(it.op(), 20))?.hours.en).toBe('nine, to "five"');
  });

  test('is applied whole or not at all: one entry that was changed meanwhile stops all of it', async () => {
    const change = await send('{"number":30,"hours_en":"a"}\n\n{"number":31,"hours_en":"b"}\nnone', 'ndjson');
    expect(change.counts).toMatchObject({ lines: 3, changed: 2, bad: 1 });
    await it.system.db
      .updateTable('government_system')
      .set({ version: 5 })
      .where('number', '=', 31)
      .execute();
    await expect(apply(change, true)).rejects.toMatchObject({ code: 'directory.change_stale' });
    expect((await findSystem(it.op(), 30))?.hours.en).toBe('');
    const refused = { decision: 'refused', reason: 'read again' } as const;
    expect((await decideChange(it.op(shirin), change.id, refused)).state).toBe('refused');
  });

  test('that is broken off changes nothing', async () => {
    async function* broken() {
      yield Buffer.from('number,hours_en\n40,x\n');
      throw new Error('the line is gone');
    }
    const received = receiveFile(it.op(kaveh), { about: 'system', format: 'csv' }, broken());
    await expect(received).rejects.toMatchObject({ code: 'directory.file_broken' });
  });

  test.each([
    [
      'csv',
      '\ufeffA,B\r\n"1",2\r\n\r\n3,4',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['csv', `a\n${'x'.repeat(70_000)}\n1\n"open`, [undefined, { a: '1' }, undefined]],
    // A row of nothing but commas is one that is too long, and nothing of it is held.
    ['csv', `a\n${','.repeat(70_000)}\n1`, [undefined, { a: '1' }]],
    ['json', '[{"a":"],{\\""}, 5 ,{"a":{"b":[1]}}]', [{ a: '],{"' }, undefined, { a: { b: [1] } }]],
    ['json', '[{"a":1},{"a":', [{ a: 1 }, undefined]],
    ['json', '[]', []],
    ['ndjson', `{"a":1}\n${'x'.repeat(70_000)}\n[1]\n{"a":2}`, [{ a: 1 }, undefined, undefined, { a: 2 }]],
  ] as const)('of %s is read row by row, cut anywhere', (format, text, rows) => {
    for (const size of [1, 5, 100_000]) {
      const reader = rowReader(format);
      const read = [];
      for (let at = 0; at < text.length; at += size) read.push(...reader.read(text.slice(at, at + size)));
      read.push(...reader.end());
      expect(read.map(({ record }) => record)).toEqual(rows);
    }
  });
});

test('the state of a connection follows the stage of its client, and sleeps under a hundred releases a month', async () => {
  const [now, long] = [new Date('2026-06-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z')];
  const client = {
    state: 'active',
    kind: 'live',
    stage: 'live',
    registeredAt: long,
    changedAt: long,
  } as const;
  expect(connectionState(undefined, 0, now)).toBe('none');
  expect(connectionState({ ...client, state: 'suspended' }, 500, now)).toBe('none');
  expect(connectionState({ ...client, stage: 'sandbox' }, 500, now)).toBe('sandbox');
  expect(connectionState({ ...client, stage: 'cleared' }, 500, now)).toBe('pilot');
  expect(connectionState(client, 99, now)).toBe('dormant');
  expect(connectionState(client, 100, now)).toBe('live');
  expect(connectionState({ ...client, changedAt: now }, 0, now)).toBe('live');
  expect((await connectionsOf(it.op(), [{ number: 1, clientId: null }])).get(1)).toBe('none');
});
