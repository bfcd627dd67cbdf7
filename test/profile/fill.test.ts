import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { dayInIran } from '../../src/calendar.ts';
import { powerState } from '../../src/mandates/index.ts';
import { atomically } from '../../src/operation.ts';
import {
  catalogue,
  declareValue,
  fieldApplies,
  fillProfile,
  type ProfileSubject,
  readFields,
  readHistory,
} from '../../src/profile/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { subjectOf } from './subjects.ts';

let yekbar: TestSystem;
beforeAll(async () => {
  yekbar = await testSystem();
});
afterAll(() => yekbar.close());
afterEach(() => {
  yekbar.faults.mend();
  yekbar.country.restore();
});

const op = () => yekbar.op();
const filled = async (who: string): Promise<ProfileSubject> => {
  const subject = await subjectOf(op(), yekbar.country, who);
  expect(await fillProfile(op(), subject, { timeoutMs: 5_000 })).toEqual({ down: [] });
  return subject;
};
const field = async (subject: ProfileSubject, key: string) => {
  const envelope = (await readFields(op(), subject.id, [key]))[key];
  if (!envelope) throw new Error(`no envelope of ${key}`);
  return envelope;
};

test('the registers fill the profile of a company, and each value says who vouches for it and as of when', async () => {
  const arvand = await filled('arvand');
  expect(await field(arvand, 'entity.legal_name')).toEqual({
    value: 'شرکت مواد غذایی آروند',
    status: 'present',
    class: 'authoritative',
    source: {
      registry: 'legal-persons',
      custodian: 'سازمان ثبت اسناد و املاک کشور',
      record: '58214',
    },
    valid_from: null,
    changed_at: op().at.toISOString(),
    fetched_at: op().at.toISOString(),
    fresh_until: new Date(op().at.getTime() + 30 * 86_400_000).toISOString(),
    stale: false,
    v: expect.stringMatching(/^[\w-]{12}$/),
  });
});

test('every field that a register should vouch for is answered, for a company, a citizen, a sole trader and a foreigner', async () => {
  for (const who of ['arvand', 'kavir', 'sara', 'maryam', 'amir']) {
    const subject = await filled(who);
    const keys = catalogue
      .filter(({ key, registry }) => registry !== null && fieldApplies(key, subject.kind))
      .map(({ key }) => key);
    const envelopes = await readFields(op(), subject.id, keys);
    const unanswered = keys.filter(key => envelopes[key]?.status === 'source_down' || envelopes[key]?.stale);
    expect(unanswered).toEqual([]);
  }
});

test('a company whose register is down keeps its last values, marked as not fresh', async () => {
  const arvand = await filled('arvand');
  yekbar.faults.down('banking');
  expect(await fillProfile(op(), arvand, { timeoutMs: 5_000 })).toEqual({ down: ['banking'] });
  const iban = await field(arvand, 'entity.bank_accounts');
  expect(iban).toMatchObject({ status: 'present', stale: true });
  expect((await field(arvand, 'entity.legal_name')).stale).toBe(false);
  yekbar.faults.mend('banking');
  await fillProfile(op(), arvand, { timeoutMs: 5_000 });
  expect((await field(arvand, 'entity.bank_accounts')).stale).toBe(false);
});

test('a register that never answered has nothing to show', async () => {
  yekbar.faults.down('tax', 'silent');
  const subject = await subjectOf(op(), yekbar.country, 'pars');
  expect(await fillProfile(op(), subject, { timeoutMs: 5_000 })).toEqual({ down: ['tax'] });
  expect(await field(subject, 'entity.economic_code')).toMatchObject({ status: 'source_down', value: null });
  expect(await field(subject, 'entity.is_vat_registered')).toMatchObject({ status: 'source_down' });
});

test('one slow register does not make the others wait longer than its time', async () => {
  yekbar.faults.slow('welfare', 55_000);
  const subject = await subjectOf(op(), yekbar.country, 'khazar');
  const before = performance.now();
  expect(await fillProfile(op(), subject, { timeoutMs: 4_000 })).toEqual({ down: ['welfare'] });
  expect(performance.now() - before).toBeLessThan(45_000);
});

test('a register that answers what the catalogue does not allow is not believed', async () => {
  const arvand = await filled('arvand');
  yekbar.country.setValue(yekbar.country.entity('arvand').legalId, { objects: 'x'.repeat(7_990) });
  expect(await fillProfile(op(), arvand, { timeoutMs: 5_000 })).toEqual({ down: [] });
  const { name } = yekbar.country.entity('arvand');
  yekbar.country.setValue(yekbar.country.entity('arvand').legalId, {
    name: { ...name, fa: 'ن'.repeat(300) },
  });
  expect(await fillProfile(op(), arvand, { timeoutMs: 5_000 })).toEqual({ down: ['legal-persons'] });
  expect((await field(arvand, 'entity.legal_name')).value).toBe(name.fa);
});

test('the spelling of the register is kept, also of the words inside a composed value', async () => {
  const { legalId, officers, name } = yekbar.country.entity('arvand');
  yekbar.country.setValue(legalId, {
    name: { ...name, fa: 'شركت آروند' },
    officers: officers.map(one => ({ ...one, name: { fa: 'سارا رحيمي', en: 'Sara' } })),
  });
  const arvand = await filled('arvand');
  const kept = async (key: string) => (await readHistory(op(), arvand.id, key)).at(-1)?.value;
  expect(await kept('entity.legal_name')).toMatchObject({ value: 'شرکت آروند', original: 'شركت آروند' });
  expect(await kept('entity.officers')).toMatchObject({
    value: [expect.objectContaining({ name: 'سارا رحیمی' })],
    original: 'سارا رحيمي',
  });
  expect(await kept('entity.status')).not.toHaveProperty('original');
});

test('only what is stale is asked again', async () => {
  const pars = await filled('pars');
  const asked = () => ['legal-persons', 'tax', 'banking'].map(registry => yekbar.faults.asked(registry));
  const [before] = [asked()];
  await fillProfile(op(), pars, { timeoutMs: 5_000, onlyStale: true });
  expect(asked()).toEqual(before);
  yekbar.clock.advance({ days: 2 });
  await fillProfile(op(), pars, {
    timeoutMs: 5_000,
    onlyStale: true,
    keys: ['entity.status', 'entity.capital'],
  });
  expect(asked()[0]).toBe((before?.[0] ?? 0) + 1);
  expect(asked()[1]).toBe(before?.[1]);
});

test('for a derived field the register of its inputs is asked, and no other', async () => {
  const subject = await subjectOf(op(), yekbar.country, 'arvand');
  const tax = yekbar.faults.asked('tax');
  await fillProfile(op(), subject, { timeoutMs: 5_000, keys: ['entity.under_50_staff'] });
  expect(yekbar.faults.asked('tax')).toBe(tax);
  expect(await field(subject, 'entity.under_50_staff')).toMatchObject({ value: true, class: 'derived' });
});

test('when a value changes, so do its version and the day of its change; when it does not, neither', async () => {
  const arvand = await filled('arvand');
  const first = await field(arvand, 'entity.staff_count');
  yekbar.clock.advance({ days: 3 });
  await fillProfile(op(), arvand, { timeoutMs: 5_000 });
  const same = await field(arvand, 'entity.staff_count');
  expect(same).toMatchObject({ v: first.v, changed_at: first.changed_at });
  expect(same.fetched_at).not.toBe(first.fetched_at);
  yekbar.country.setValue(yekbar.country.entity('arvand').legalId, { staff: 61 });
  await fillProfile(op(), arvand, { timeoutMs: 5_000 });
  const changed = await field(arvand, 'entity.staff_count');
  expect(changed).toMatchObject({ value: 61, changed_at: op().at.toISOString() });
  expect(changed.v).not.toBe(first.v);
  expect((await field(arvand, 'entity.under_50_staff')).value).toBe(false);
});

test('what was asked and who was silent is on the record, without a value', async () => {
  const subject = await subjectOf(op(), yekbar.country, 'sara');
  yekbar.faults.down('welfare');
  await fillProfile(op(), subject, { timeoutMs: 5_000 });
  const [event] = await listEventsAbout(op(), {
    subjectIds: [subject.id],
    kinds: ['profile.filled'],
    limit: 5,
  });
  expect(event).toMatchObject({ kind: 'profile.filled', data: { down: ['welfare'] } });
  expect(event?.data.fields).toContain('person.mobile');
  const written = JSON.stringify(event);
  for (const secret of [subject.identifier, subject.mobile ?? '', 'سارا', 'Sara'])
    expect(written).not.toContain(secret);
});

test('a dump of the profile shows no name and no number', async () => {
  const sara = await filled('sara');
  const row = await yekbar.system.db
    .selectFrom('profile')
    .selectAll()
    .where('subject_id', '=', sara.id)
    .executeTakeFirstOrThrow();
  for (const secret of [sara.identifier, '9990000018', 'سارا', 'رحیمی'])
    expect(row.sealed.includes(Buffer.from(secret))).toBe(false);
});

test('a name that has three words is matched where the register parts it', async () => {
  const { id } = yekbar.country.person('navid');
  yekbar.country.setValue(id, { family: { fa: 'احمدی راد', en: 'Ahmadi Rad' } });
  const subject = await subjectOf(op(), yekbar.country, 'navid');
  await fillProfile(op(), { ...subject, name: { fa: 'نوید احمدی راد', en: '' } }, { timeoutMs: 5_000 });
  expect((await field(subject, 'person.family_name')).value).toBe('احمدی راد');
  expect((await field(subject, 'person.full_name')).value).toBe('نوید احمدی راد');
});

test('who is filled again without his name keeps what was matched before, matched again', async () => {
  const sara = await filled('sara');
  yekbar.clock.advance({ days: 100 });
  const { id, kind, identifier } = sara;
  await fillProfile(op(), { id, kind, identifier }, { timeoutMs: 5_000, onlyStale: true });
  expect(await field(sara, 'person.full_name')).toMatchObject({ value: 'سارا رحیمی', stale: false });
  expect(await field(sara, 'person.mobile')).toMatchObject({ status: 'present', stale: false });
});

test('of a person whose name nobody said, nothing is made up', async () => {
  const { id, kind, identifier } = await subjectOf(op(), yekbar.country, 'kaveh');
  await fillProfile(op(), { id, kind, identifier }, { timeoutMs: 5_000 });
  const names = ['person.given_name', 'person.full_name', 'person.identity_matched'];
  const fields = await readFields(op(), id, [...names, 'person.national_id']);
  expect(names.map(key => fields[key]?.value)).toEqual([null, null, null]);
  expect(fields['person.national_id']?.value).toBe(identifier);
});

test('a name that the civil register does not confirm is not kept', async () => {
  const subject = await subjectOf(op(), yekbar.country, 'omid');
  await fillProfile(op(), { ...subject, name: { fa: 'امید دیگری', en: '' } }, { timeoutMs: 5_000 });
  expect((await field(subject, 'person.full_name')).status).toBe('absent');
  expect((await field(subject, 'person.identity_matched')).value).toBe(false);
  expect((await field(subject, 'person.life_status')).value).toBe('alive');
});

test.each([
  ['on the last day of his term', (today: string) => ({ until: today, ended: null }), true],
  [
    'while an end that is announced has not come',
    () => ({ until: null, ended: { on: '2027-03-21', reason: 'removed' as const } }),
    true,
  ],
  [
    'on the day of his end not any more',
    (today: string) => ({ until: null, ended: { on: today, reason: 'removed' as const } }),
    false,
  ],
])('whoever may sign in for a company also stands as its signatory: %s', async (_, end, signs) => {
  const { legalId, officers } = yekbar.country.entity('arvand');
  const sara = officers.filter(({ role }) => role === 'managing_director').slice(0, 1);
  yekbar.country.setValue(legalId, {
    officers: sara.map(one => ({ ...one, ...end(dayInIran(op().at)) })),
  });
  const found = await yekbar.system.registries.legalPersons.find(legalId);
  const state = found?.value.officers.map(one =>
    powerState(
      { ...one, combinations: null, endedAt: one.ended && new Date(`${one.ended.on}T00:00:00+03:30`) },
      'active',
      op().at,
    ),
  );
  expect(state).toEqual([signs ? 'usable' : 'ended']);
  const arvand = await filled('arvand');
  const keys = ['managing_director', 'signatories', 'has_current_board', 'binds_by_one'];
  const fields = await readFields(
    op(),
    arvand.id,
    keys.map(key => `entity.${key}`),
  );
  const told = keys.map(key => fields[`entity.${key}`]).map(one => one?.value ?? one?.status);
  const name = 'سارا رحیمی';
  expect(told).toEqual(
    signs
      ? [expect.objectContaining({ name }), [expect.objectContaining({ name })], true, true]
      : ['absent', 'absent', false, false],
  );
});

test('two fillings and a declaration at the same moment all keep what they wrote', async () => {
  const subject = await subjectOf(op(), yekbar.country, 'arvand');
  await Promise.all([
    fillProfile(op(), subject, { timeoutMs: 5_000, keys: ['entity.legal_name'] }),
    fillProfile(op(), subject, { timeoutMs: 5_000, keys: ['entity.economic_code'] }),
    fillProfile(op(), subject, { timeoutMs: 5_000, keys: ['entity.staff_count'] }),
    declareValue(op(), subject.id, 'entity.email', 'info@arvand.example'),
  ]);
  const keys = ['entity.legal_name', 'entity.economic_code', 'entity.staff_count', 'entity.email'];
  const envelopes = await readFields(op(), subject.id, keys);
  expect(keys.map(key => envelopes[key]?.status)).toEqual(keys.map(() => 'present'));
});

test('registries are never asked inside a transaction', async () => {
  const subject = await subjectOf(op(), yekbar.country, 'arvand');
  await expect(
    atomically(op(), inside => fillProfile(inside, subject, { timeoutMs: 100 })),
  ).rejects.toThrow();
});

test('nothing of a person or a company reaches the log', () => {
  const log = yekbar.log.join('\n');
  for (const secret of ['9990000018', '99900000010', 'آروند', 'سارا', '0999'])
    expect(log).not.toContain(secret);
});
