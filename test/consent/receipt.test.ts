import { createHash } from 'node:crypto';
import { compactVerify, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordKeys, turnRecordKey } from '../../src/audit/index.ts';
import { consentReceipt, type Receipt, withdrawConsent } from '../../src/consent/index.ts';
import { shredSubject } from '../../src/vault/index.ts';
import { companies } from '../support/people.ts';
import { type ConsentRoom, codeOf, consentRoom } from './room.ts';

let room: ConsentRoom;
beforeAll(async () => {
  room = await consentRoom();
});
afterAll(() => room?.t.close());

const shown = {
  text: 'به سازمان امور مالیاتی اجازه می‌دهید این ۲ قلم را ببیند؟\nاجازه می‌دهم',
  values: [
    { key: 'entity.legal_name', label: 'نام ثبتی', status: 'present', value: 'آروند', v: 'abc' },
    { key: 'entity.seat_address', label: 'نشانی', status: 'source_down', value: null, v: null },
  ],
};
const receiptOf = async (id: string, who: 'sara' | 'omid' | 'laleh' | 'navid' = 'sara') =>
  JSON.parse(JSON.stringify(await consentReceipt(room.t.op(room.as(who)), id))) as Receipt;

/** With nothing of ours: a file, a list of keys, and jose. */
async function verified(jws: string, keys: readonly JWK[], typ: string) {
  const { payload, protectedHeader } = await compactVerify(jws, header => {
    const key = keys.find(({ kid }) => kid === header.kid);
    if (!key) throw new Error('no such key');
    return importJWK(key, 'ES256');
  });
  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ });
  return JSON.parse(Buffer.from(payload).toString());
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

test('the receipt says who, whom for, by what power, to whom, for what, which fields, how long, in which words', async () => {
  const { id } = await room.give({ shown });
  const { record } = await receiptOf(id);
  expect(record.record).toMatchObject({ schema_version: 'ISO/IEC TS 27560:2023', record_id: id });
  expect(record.pii_processing).toMatchObject({ language: 'fa', privacy_notice: shown.text });
  const [purpose] = record.pii_processing.purposes;
  expect(purpose).toMatchObject({
    purpose_id: room.purpose.key,
    purpose_version: 1,
    lawful_basis: 'consent',
    retention_period: room.purpose.retention,
    pii_controllers: ['tax-agency'],
    recipients: ['tax'],
  });
  expect(
    purpose?.pii_information.map(({ pii_attribute_id, meaning_version }) => [
      pii_attribute_id,
      meaning_version,
    ]),
  ).toEqual([
    ['entity.legal_name', 1],
    ['entity.seat_address', 1],
  ]);
  expect(record.authority).toMatchObject({
    type: 'legal_entity',
    id: companies.arvand.id,
    proof: { basis: 'registry', mode: 'sole', register_record: expect.any(String) },
  });
  expect(record.event).toMatchObject([{ event_type: 'explicit', event_state: 'given', by: 'pii_principal' }]);
  expect(JSON.stringify(record)).not.toContain(room.personIds.sara);
});

test('anybody verifies it with the published keys alone, also when the keys have turned since', async () => {
  const { id } = await room.give({ shown });
  await turnRecordKey(room.t.op());
  const receipt = await receiptOf(id);
  const { keys } = await recordKeys(room.t.op());
  expect(await verified(receipt.signed_record, keys, 'consent-record+jwt')).toEqual(receipt.record);
  const state = await verified(receipt.signed_state, keys, 'consent-state+jwt');
  expect(state).toMatchObject({ record_id: id, record_digest: sha256(receipt.signed_record) });
  expect(sha256(receipt.values_disclosure ?? '')).toBe(receipt.record.pii_processing.values_digest);
  expect(receipt.values).toEqual(shown.values);
  const [head = '', body = '', signature = ''] = receipt.signed_record.split('.');
  const other = { ...receipt.record, jti: '00000000-0000-4000-8000-000000000000' };
  const forged = [head, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.');
  await expect(verified(forged, keys, 'consent-record+jwt')).rejects.toThrow();
  expect(body).not.toBe('');
});

test('who withdrew it and when stands beside the record, which stays as it was signed', async () => {
  const { id } = await room.give({ shown });
  const before = await receiptOf(id);
  room.t.clock.advance({ minutes: 5 });
  await withdrawConsent(room.t.op(room.as('sara')), id);
  const after = await receiptOf(id);
  expect(after.signed_record).toBe(before.signed_record);
  expect(after.events).toMatchObject([
    { event_state: 'given' },
    { event_state: 'withdrawn', event_time: room.t.clock.now().toISOString(), by: 'pii_principal' },
  ]);
});

test('nobody reads another’s receipt by its id, and a co-signatory sees no values that were shown to her', async () => {
  const { id } = await room.give({ shown });
  for (const who of ['omid', 'navid', 'laleh'] as const)
    expect(await codeOf(receiptOf(id, who))).toBe('consent.not_found');
  expect(await codeOf(receiptOf('x'))).toBe('consent.not_found');
  const { db } = room.t.system;
  await db.updateTable('consent').set({ subject_id: room.entityIds.pars }).where('id', '=', id).execute();
  const seen = await receiptOf(id, 'omid');
  expect([seen.values, seen.values_disclosure]).toEqual([null, null]);
  expect(seen.record.record.record_id).toBe(id);
});

test('what was said by name for a company goes with the person, not with the company', async () => {
  const { id } = await room.give({ shown: { ...shown, namesPerson: true } });
  const row = await room.t.system.db
    .selectFrom('consent_receipt')
    .select(['subject_id', 'person_id'])
    .where('consent_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ subject_id: room.personIds.sara, person_id: room.personIds.sara });
  expect((await receiptOf(id)).record.authority).toMatchObject({ id: companies.arvand.id });
});

test('nothing of text or values stands open in the database, and with her key they are gone', async () => {
  const { id } = await room.give({ shown, subjectId: room.personIds.sara });
  const { db } = room.t.system;
  const row = await db
    .selectFrom('consent_receipt')
    .selectAll()
    .where('consent_id', '=', id)
    .executeTakeFirstOrThrow();
  const dump = `${row.sealed.toString('latin1')}${row.sealed_values?.toString('latin1')}`;
  expect(dump).not.toContain('legal_name');
  expect((await receiptOf(id)).values).toEqual(shown.values);
  await shredSubject(room.t.op(), room.personIds.sara);
  expect(await codeOf(receiptOf(id))).toBe('vault.shredded');
  expect(
    await room.t.system.db.selectFrom('consent').select('text_hash').where('id', '=', id).execute(),
  ).toHaveLength(1);
});
