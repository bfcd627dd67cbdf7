import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import {
  checkCode,
  listFactors,
  makeRecoveryCodes,
  sendCode,
  startSmsCode,
  sweepFactors,
  verifySecondFactor,
} from '../../src/factors/index.ts';
import { accepted, codeOf, faultOf, type PersonKey, type Room, roomWithPeople } from './persons.ts';

let t: Room;
beforeAll(async () => {
  t = await roomWithPeople();
});
afterAll(() => t.close());
afterEach(() => t.clock.advance({ days: 1 }));

const id = (key: PersonKey) => t.persons[key].id;
const send = (key: PersonKey) => startSmsCode(t.op(), id(key), 'sign_in');
const sms = (key: PersonKey, answer: string) => verifySecondFactor(t.op(), id(key), { kind: 'sms', answer });
const recover = (key: PersonKey, answer: string) =>
  verifySecondFactor(t.op(), id(key), { kind: 'recovery', answer });
const persian = (text: string) => text.replace(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('a code is sent to her mobile, says what it is for, and is accepted in any digits', async () => {
  await send('sara');
  const text = (await t.texts('sara')).find(text => text.includes('#')) ?? '';
  expect(text).toContain('کد ورود');
  expect(text).toMatch(/\n@localhost:4400 #\d{6}$/);
  const { amr } = await sms('sara', ` ${persian(await t.code('sara'))} `);
  expect(amr).toEqual(['sms']);
});

test('a code is accepted once, also when two ask at the same moment', async () => {
  await send('sara');
  const code = await t.code('sara');
  expect(await accepted([1, 2, 3, 4].map(() => sms('sara', code)))).toBe(1);
  expect(await codeOf(sms('sara', code))).toBe('factors.code_wrong');
});

test('a code is over after five minutes, and only who knows it hears that', async () => {
  await send('sara');
  const code = await t.code('sara');
  t.clock.advance({ minutes: 5 });
  expect(await codeOf(sms('sara', wrong(code)))).toBe('factors.code_wrong');
  expect(await codeOf(sms('sara', code))).toBe('factors.code_expired');
});

test('a newer code ends the one before', async () => {
  await send('sara');
  const first = await t.code('sara');
  t.clock.advance({ minutes: 1 });
  await send('sara');
  const second = await t.code('sara');
  if (first !== second) expect(await codeOf(sms('sara', first))).toBe('factors.code_wrong');
  await sms('sara', second);
});

test('after five looks at a code even the right one is refused', async () => {
  await send('sara');
  const code = await t.code('sara');
  for (let guess = 0; guess < 5; guess++)
    expect(await codeOf(sms('sara', wrong(code)))).toBe('factors.code_wrong');
  t.clock.advance({ minutes: 1 });
  expect(await codeOf(sms('sara', code))).toBe('factors.code_wrong');
});

test('parallel guesses at one code are looked at five times in all', async () => {
  await send('omid');
  const code = await t.code('omid');
  const what = { kind: 'sign_in', who: id('omid'), to: t.persons.omid.mobile ?? '' } as never;
  await Promise.allSettled(Array.from({ length: 20 }, () => checkCode(t.op(), what, wrong(code))));
  expect(await codeOf(checkCode(t.op(), what, code))).toBe('factors.code_wrong');
});

test('a code of another kind, another person or another number is never accepted', async () => {
  const to = t.persons.sara.mobile as never;
  const what = { kind: 'recovery', who: id('sara'), to } as const;
  await sendCode(t.op(), what, id('sara'));
  const code = await t.code('sara');
  expect(await codeOf(sms('sara', code))).toBe('factors.code_wrong');
  expect(await codeOf(checkCode(t.op(), { ...what, kind: 'enrolment' }, code))).toBe('factors.code_wrong');
  expect(await codeOf(checkCode(t.op(), { ...what, who: id('omid') }, code))).toBe('factors.code_wrong');
  expect(await codeOf(checkCode(t.op(), { ...what, to: '+989121112233' as never }, code))).toBe(
    'factors.code_wrong',
  );
  for (const kind of ['totp', 'recovery', 'passkey'] as const)
    await expect(verifySecondFactor(t.op(), id('sara'), { kind, answer: code })).rejects.toThrow();
  await checkCode(t.op(), what, code);
});

test('sending has to wait longer and longer, by person, whatever the kind of code', async () => {
  await send('laleh');
  await send('laleh');
  await send('laleh');
  const fault = await faultOf(send('laleh'));
  expect(fault).toMatchObject({ kind: 'too_many', code: 'factors.wait', data: { retryAfter: 30 } });
  expect(await codeOf(startSmsCode(t.op(), id('laleh'), 'recovery'))).toBe('factors.wait');
  expect(await t.texts('laleh')).toHaveLength(3);
  t.clock.advance({ seconds: 31 });
  await send('laleh');
  expect((await faultOf(send('laleh'))).data.retryAfter).toBe(60);
});

test('one number that many ask for has to wait too, and so has one address', async () => {
  const to = t.persons.omid.mobile as never;
  const ask = (who: string, address: string, number = to) =>
    sendCode(t.op({ kind: 'stranger' }, { address }), { kind: 'enrolment', who, to: number }, null);
  for (let at = 0; at < 4; at++) await ask(`enrolment ${at}`, `198.51.100.${at}`);
  expect(await codeOf(ask('enrolment 9', '198.51.100.9'))).toBe('factors.wait');
  const many = Array.from(
    { length: 40 },
    (_, at) => () => ask(`other ${at}`, '203.0.113.5', `+9891200000${10 + at}` as never),
  );
  let waited = 0;
  for (const one of many) if ((await one().catch(() => 'waits')) === 'waits') waited++;
  expect(waited).toBeGreaterThan(5);
});

test('guessing waits longer and longer, for each factor by itself, and she is told once', async () => {
  const guess = () => codeOf(recover('omid', 'AAAAA-AAAAA'));
  const before = (await t.texts('omid')).length;
  for (let at = 0; at < 6; at++) expect(await guess()).toBe('factors.code_wrong');
  expect(await guess()).toBe('factors.wait');
  const told = (await t.texts('omid')).slice(0, -before || undefined);
  expect(told.filter(text => text.includes('چند بار'))).toHaveLength(1);
  expect(await codeOf(sms('omid', '123456'))).toBe('factors.code_wrong');
});

test('a burst of parallel guesses gets no more than those one after the other', async () => {
  const codes = await Promise.all(Array.from({ length: 30 }, () => codeOf(recover('omid', 'AAAAA-AAAAA'))));
  expect(codes.filter(code => code === 'factors.code_wrong')).toHaveLength(6);
});

test('a right answer clears the count', async () => {
  const [first = '', second = ''] = await makeRecoveryCodes(t.op(), id('omid'));
  for (let at = 0; at < 5; at++) await codeOf(recover('omid', 'wrong'));
  await recover('omid', first);
  for (let at = 0; at < 5; at++) await codeOf(recover('omid', 'wrong'));
  await recover('omid', second);
});

test('ten recovery codes are made, each is accepted once, however it is typed', async () => {
  const codes = await makeRecoveryCodes(t.op(), id('sara'));
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  const [first = '', second = '', third = ''] = codes;
  expect(first).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(await accepted([1, 2, 3, 4].map(() => recover('sara', first)))).toBe(1);
  await recover('sara', persian(second.toLowerCase().replace('-', ' ').replaceAll('0', 'o')));
  expect((await listFactors(t.op(), id('sara'))).recoveryCodesLeft).toBe(8);
  await makeRecoveryCodes(t.op(), id('sara'));
  expect(await codeOf(recover('sara', third))).toBe('factors.code_wrong');
  expect((await t.texts('sara')).some(text => text.includes('بازیابی تازه'))).toBe(true);
});

test('a recovery code of another person is refused', async () => {
  const [code = ''] = await makeRecoveryCodes(t.op(), id('sara'));
  await makeRecoveryCodes(t.op(), id('omid'));
  expect(await codeOf(recover('omid', code))).toBe('factors.code_wrong');
});

test('who has no such factor, and nobody, hears the same as who types it wrongly', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000';
  await startSmsCode(t.op(), id('navid'), 'sign_in');
  await startSmsCode(t.op(), nobody, 'sign_in');
  await send('laleh');
  for (const kind of ['totp', 'sms', 'recovery', 'passkey'] as const) {
    const answers = [];
    for (const personId of [id('laleh'), id('navid'), nobody]) {
      const {
        code,
        kind: fault,
        data,
      } = await faultOf(verifySecondFactor(t.op(), personId, { kind, answer: '000000' }));
      answers.push({ code, fault, data });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  }
  expect(await listFactors(t.op(), nobody)).toEqual({
    passkeys: [],
    totp: undefined,
    sms: undefined,
    recoveryCodesLeft: 0,
    certificates: [],
  });
});

test('codes stand nowhere in the database, and old ones are cleared', async () => {
  await send('sara');
  const code = await t.code('sara');
  const rows = await t.system.db.selectFrom('one_time').selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.answer_hash?.toString('latin1')).not.toContain(code);
  const events = await listEventsAbout(t.op(), { subjectIds: [id('sara')], limit: 50 });
  expect(JSON.stringify(events)).not.toContain(code);
  t.clock.advance({ hours: 2 });
  expect(await sweepFactors(t.op())).toBe(rows.length);
});
