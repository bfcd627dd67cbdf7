import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { declareValue, readFields } from '../../src/profile/index.ts';
import { newSubject } from '../../src/vault/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let yekbar: TestSystem;
let arvand: string;
beforeAll(async () => {
  yekbar = await testSystem();
  arvand = (await newSubject(yekbar.op())).subjectId;
});
afterAll(() => yekbar.close());

const declare = (key: string, value: unknown) => declareValue(yekbar.op(), arvand, key, value);

test('a person says what no register knows, and it is marked as said by the person', async () => {
  await declare('entity.email', '  info@arvand.example ');
  const fields = await readFields(yekbar.op(), arvand, ['entity.email']);
  expect(fields['entity.email']).toMatchObject({
    value: 'info@arvand.example',
    status: 'present',
    class: 'self_declared',
    source: null,
    stale: false,
  });
  const [event] = await listEventsAbout(yekbar.op(), { subjectIds: [arvand], limit: 1 });
  expect(event).toMatchObject({ kind: 'profile.declared', data: { fields: ['entity.email'] } });
});

test('what was never said is absent, not down', async () => {
  const fields = await readFields(yekbar.op(), arvand, ['entity.website']);
  expect(fields['entity.website']).toMatchObject({ status: 'absent', stale: false, value: null });
});

test('the word of a person counts for a year, then it is not fresh', async () => {
  await declare('entity.trade_name', 'آروند');
  yekbar.clock.advance({ days: 364 });
  const read = async () =>
    (await readFields(yekbar.op(), arvand, ['entity.trade_name']))['entity.trade_name'];
  expect((await read())?.stale).toBe(false);
  yekbar.clock.advance({ days: 2 });
  expect((await read())?.stale).toBe(true);
});

test('Arabic letters become Persian, and control signs go', async () => {
  await declare('entity.trade_name', 'كارخانهٔ\u0000\n آروندي ');
  const fields = await readFields(yekbar.op(), arvand, ['entity.trade_name']);
  expect(fields['entity.trade_name']?.value).toBe('کارخانهٔ آروندی');
});

test('what a register vouches for cannot be typed over', async () => {
  await expect(declare('entity.legal_name', 'شرکت من')).rejects.toMatchObject({
    kind: 'forbidden',
    code: 'profile.not_yours_to_say',
  });
  await expect(declare('entity.under_50_staff', true)).rejects.toMatchObject({
    code: 'profile.not_yours_to_say',
  });
});

test('a field that there is not is not found', async () => {
  for (const key of ['entity.horoscope', '__proto__', 'constructor', ''])
    await expect(declare(key, 'x')).rejects.toMatchObject({ code: 'profile.unknown_field' });
});

test('a value of another shape is refused, and the fault does not hold it', async () => {
  const wrong: [string, unknown][] = [
    ['entity.email', 'not an address'],
    ['entity.email', 'a@b'],
    ['entity.email', { email: 'a@b.example' }],
    ['entity.website', 'javascript:alert(1)'],
    ['entity.website', 'https://a b.example'],
    ['entity.phones', [{ kind: 'office', number: '0511' }]],
    ['entity.phones', [{ kind: 'office', number: '+985199900010', note: 'x' }]],
    ['entity.phones', 'x'],
    ['entity.trade_name', 'ن'.repeat(200)],
    ['entity.trade_name', undefined],
    ['entity.trade_name', null],
    ['entity.latin_name', 'آروند'],
    ['entity.trade_name', () => 'x'],
    ['entity.phones', [undefined]],
    ['entity.phones', Number.NaN],
  ];
  for (const [key, value] of wrong) {
    const error = await declare(key, value).then(
      () => undefined,
      failure => failure,
    );
    expect(error).toMatchObject({ code: 'profile.value_malformed', data: { field: key } });
    if (typeof value === 'string') expect(JSON.stringify(error)).not.toContain(value);
  }
});

test('what is about a person is not kept on a company', async () => {
  await expect(declare('person.email', 'a@b.example')).rejects.toMatchObject({
    code: 'profile.not_applicable',
  });
});
