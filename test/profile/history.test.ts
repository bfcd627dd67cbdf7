import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dayInIran } from '../../src/calendar.ts';
import type { LegalId } from '../../src/identifiers.ts';
import { type Version, versionAsOf } from '../../src/profile/history.ts';
import {
  declareValue,
  fillProfile,
  forgetDeclared,
  type ProfileSubject,
  readFields,
  readFieldsAsOf,
  readHistory,
} from '../../src/profile/index.ts';
import type { StoredValue } from '../../src/profile/value.ts';
import { shredSubject } from '../../src/vault/index.ts';
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

const op = (personId?: string) => yekbar.op(personId ? { kind: 'person', personId } : undefined);
const fill = (subject: ProfileSubject, keys?: string[]) =>
  fillProfile(op(), subject, { timeoutMs: 5_000, ...(keys ? { keys } : {}) });
const arvandsId = () => yekbar.country.entity('arvand').legalId as LegalId;

describe('the history of a value', () => {
  test('says what was replaced, when that became known, and who said so', async () => {
    const arvand = await subjectOf(op(), yekbar.country, 'arvand');
    await fill(arvand);
    const first = yekbar.clock.now();
    yekbar.clock.advance({ days: 40 });
    yekbar.country.setValue(arvandsId(), { staff: 61 });
    await fill(arvand, ['entity.staff_count']);
    const second = yekbar.clock.now();
    yekbar.clock.advance({ days: 1 });
    await fill(arvand, ['entity.staff_count']);
    const versions = await readHistory(op(), arvand.id, 'entity.staff_count');
    expect(
      versions.map(({ value, knownFrom, knownUntil, why }) => [value.value, knownFrom, knownUntil, why]),
    ).toEqual([
      [38, first, second, undefined],
      [61, second, undefined, { kind: 'registry', registry: 'welfare' }],
    ]);
  });

  test('answers what was known on an earlier day, and nothing of a time before anything was known', async () => {
    const arvand = await subjectOf(op(), yekbar.country, 'arvand');
    const before = new Date(yekbar.clock.now().getTime() - 1000);
    await fill(arvand);
    const known = yekbar.clock.now();
    yekbar.clock.advance({ days: 40 });
    yekbar.country.setValue(arvandsId(), { staff: 61 });
    await fill(arvand);
    const now = yekbar.clock.now();
    const staffAt = async (validAt: Date, knownAt: Date) => {
      const found = await readFieldsAsOf(op(), arvand.id, ['entity.staff_count'], { validAt, knownAt });
      return found['entity.staff_count']?.value.value;
    };
    expect(await staffAt(known, now)).toBe(38);
    expect(await staffAt(now, known)).toBe(38);
    expect(await staffAt(now, now)).toBe(61);
    expect(await staffAt(before, before)).toBeUndefined();
  });

  test('of what a person said names who said it, and its own spelling is kept beside the normal form', async () => {
    const sara = await subjectOf(op(), yekbar.country, 'sara');
    await declareValue(op(sara.id), sara.id, 'person.email', 'old@example.com');
    yekbar.clock.advance({ days: 1 });
    await declareValue(op(sara.id), sara.id, 'person.email', ' New@Example.com ');
    const [old, now] = await readHistory(op(), sara.id, 'person.email');
    expect(old?.value).toMatchObject({ value: 'old@example.com', saidBy: sara.id });
    expect(now).toMatchObject({
      value: { value: 'new@example.com', original: ' New@Example.com ', saidBy: sara.id },
      why: { kind: 'declared', by: sara.id },
    });
  });

  test('is erased with what was said, and cannot be read once the key of the subject is gone', async () => {
    const sara = await subjectOf(op(), yekbar.country, 'sara');
    for (const email of ['a@example.com', 'b@example.com'])
      await declareValue(op(sara.id), sara.id, 'person.email', email);
    await forgetDeclared(op(sara.id), sara.id, 'person.email');
    expect(await readHistory(op(), sara.id, 'person.email')).toEqual([]);
    await shredSubject(op(), sara.id);
    await expect(readHistory(op(), sara.id, 'person.email')).rejects.toMatchObject({
      code: 'vault.shredded',
    });
  });
});

describe('by two times', () => {
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const version = (value: string, validFrom: string | null, knownFrom: string): Version => ({
    value: {
      status: 'present',
      value,
      record: null,
      validFrom,
      changedAt: at(knownFrom).toISOString(),
      fetchedAt: at(knownFrom).toISOString(),
      v: value,
    } satisfies StoredValue,
    knownFrom: at(knownFrom),
    knownUntil: undefined,
    why: undefined,
  });
  const name = (versions: readonly Version[], validAt: string, knownAt: string) =>
    versionAsOf(versions, { validAt: at(validAt), knownAt: at(knownAt) })?.value.value;

  test('a change that was learnt late holds from the day of the register, not from the day it was learnt', () => {
    const versions = [version('A', '2020-01-01', '2024-01-01'), version('B', '2024-06-01', '2025-01-01')];
    expect(name(versions, '2024-08-01', '2024-08-01')).toBe('A');
    expect(name(versions, '2024-08-01', '2025-02-01')).toBe('B');
    expect(name(versions, '2024-05-31', '2025-02-01')).toBe('A');
    expect(name(versions, '2019-12-31', '2025-02-01')).toBeUndefined();
  });

  test('a correction of the past takes the place of what was believed of it', () => {
    const versions = [version('A', '2020-01-01', '2024-01-01'), version('C', '2020-01-01', '2025-01-01')];
    expect(name(versions, '2022-01-01', '2024-06-01')).toBe('A');
    expect(name(versions, '2022-01-01', '2025-06-01')).toBe('C');
  });

  test('days turn in Iran', () => {
    expect(dayInIran(new Date('2026-03-20T20:30:00Z'))).toBe('2026-03-21');
  });
});

describe('what a person said and a register bears out', () => {
  test('is verified from then on, by the civil register that only matches', async () => {
    const sara = await subjectOf(op(), yekbar.country, 'sara');
    await declareValue(op(sara.id), sara.id, 'person.father_name', 'ابراهيم');
    const field = async () => (await readFields(op(), sara.id, ['person.father_name']))['person.father_name'];
    expect(await field()).toMatchObject({ value: 'ابراهیم', class: 'self_declared', source: null });
    await fill(sara);
    expect(await field()).toMatchObject({
      value: 'ابراهیم',
      class: 'verified',
      source: { registry: 'civil', record: 'SA-SARA' },
    });
  });

  test('stays her word when the register knows otherwise', async () => {
    const sara = await subjectOf(op(), yekbar.country, 'sara');
    await declareValue(op(sara.id), sara.id, 'person.birth_place', 'بوشهر');
    await fill(sara);
    const fields = await readFields(op(), sara.id, ['person.birth_place']);
    expect(fields['person.birth_place']).toMatchObject({ value: 'بوشهر', class: 'self_declared' });
  });

  test('need not be said at all where a register knows it: the Latin name on the trade card', async () => {
    const arvand = await subjectOf(op(), yekbar.country, 'arvand');
    await fill(arvand);
    const read = async () => (await readFields(op(), arvand.id, ['entity.latin_name']))['entity.latin_name'];
    expect(await read()).toMatchObject({
      value: 'Arvand Foods',
      class: 'verified',
      source: { registry: 'licences' },
    });
    await declareValue(op(), arvand.id, 'entity.latin_name', 'Arvand Food Industries');
    expect(await read()).toMatchObject({ value: 'Arvand Food Industries', class: 'self_declared' });
    await fill(arvand);
    expect(await read()).toMatchObject({ value: 'Arvand Food Industries', class: 'self_declared' });
  });

  test('no register is told what it cannot bear out', async () => {
    const sara = await subjectOf(op(), yekbar.country, 'sara');
    await declareValue(op(sara.id), sara.id, 'person.passport_number', 'B12345678');
    const asked = yekbar.faults.asked('civil');
    await fill(sara, ['person.passport_number']);
    expect(yekbar.faults.asked('civil')).toBe(asked);
  });
});
