import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customs } from '../../examples/systems/customs.ts';
import { tax } from '../../examples/systems/tax.ts';
import {
  decide,
  getApproval,
  lintPurpose,
  predicatesOn,
  readability,
  registerClient,
  reviewApproval,
} from '../../src/clients/index.ts';
import type { Actor } from '../../src/operation.ts';
import { catalogue } from '../../src/profile/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { anotherClient, examplePurpose } from './example.ts';

const shirin: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000002' };
const farhad: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000003' };
let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
});
afterAll(() => it.close());

type Purpose = Parameters<typeof lintPurpose>[0];
const linted = (more: Partial<Purpose> = {}) =>
  lintPurpose({ ...(examplePurpose() as Purpose), ...more }, []).map(({ rule }) => rule);
const sensitive = catalogue.find(({ classification }) => classification === 'sensitive')?.key ?? '';

describe('the review of a purpose by the machine', () => {
  test('a good purpose has nothing against it', () => {
    expect(linted()).toEqual([]);
  });

  test('a sensitive field at level 1 is a fault; at level 2 it is none', () => {
    expect(linted({ fields: [sensitive] })).toContain('level_low');
    expect(linted({ fields: [sensitive], level: 2 })).not.toContain('level_low');
  });

  test('where a yes or no would do, it says so', () => {
    expect(predicatesOn('entity.status')).toContain('entity.is_active');
    expect(linted({ fields: ['entity.status'] })).toContain('predicate_would_do');
    expect(linted({ fields: ['entity.is_active'] })).not.toContain('predicate_would_do');
  });

  test('what follows from other fields, or is of somebody whom the purpose does not serve, is not needed', () => {
    const both = ['entity.status', 'entity.is_active'];
    const about = (more: Partial<Purpose>) =>
      lintPurpose({ ...(examplePurpose() as Purpose), ...more }, []).find(({ rule }) => rule === 'not_needed')
        ?.about;
    expect(about({ fields: both })).toEqual(['entity.is_active']);
    expect(about({ fields: ['entity.is_active'] })).toBeUndefined();
    expect(
      about({ fields: ['entity.legal_name', 'business.trade_name'], subjects: ['legal_entity'] }),
    ).toEqual(['business.trade_name']);
  });

  test('"as long as needed" is no retention', () => {
    const retention = { fa: 'تا وقتی لازم باشد', en: 'as long as needed' };
    expect(linted({ retention })).toContain('retention_open');
    expect(linted({ retention: { fa: '۵ سال', en: 'five years' } })).not.toContain('retention_open');
  });

  test('a law without its number cannot be looked up', () => {
    const { law } = examplePurpose();
    expect(linted({ law: { ...law, number: '' } })).toEqual(['law_incomplete']);
  });

  test('what a sister system of the same agency asks already is told', () => {
    const fields = ['a', 'b', 'c', 'd', 'e', 'f'].map(letter => `entity.${letter}`);
    const findings = lintPurpose({ ...(examplePurpose() as Purpose), fields }, [
      { clientId: 'sister', fields: fields.slice(0, 5) },
      { clientId: 'cousin', fields: fields.slice(0, 2) },
    ]);
    expect(findings).toEqual([{ rule: 'asked_by_sister', weight: 'advice', about: ['sister'] }]);
  });

  test('words of offices and long sentences are hard for a twelve-year-old', () => {
    const plain = 'شمارهٔ کارت بازرگانی را نگاه می‌کنیم تا بدانیم اعتبار دارد. آن را نگه نمی‌داریم.';
    const official =
      'متعاقبا جهت بررسی مستندات استعلام‌شده و مطابقت اطلاعات هویتی اشخاص حقوقی متقاضی با مندرجات پایگاه‌های اطلاعاتی دستگاه‌های اجرایی ذیربط مورد استفاده واقع گردد';
    expect(readability(plain, 'fa').grade).toBeLessThan(readability(official, 'fa').grade);
    expect(linted({ text: { fa: plain, en: 'We look at the number of your card.' } })).toEqual([]);
    expect(linted({ text: { fa: official, en: 'We look at it.' } })).toEqual(['hard_text', 'official_words']);
  });

  test('the words that the demo shows are easy enough', () => {
    for (const { purpose } of [tax, customs])
      for (const lang of ['fa', 'en'] as const)
        expect(readability(purpose.text[lang], lang).grade).toBeLessThanOrEqual(20);
  });

  test('whatever is written, a measure comes out', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('fa' as const, 'en' as const), (text, lang) => {
        expect(readability(text, lang).grade).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test('while there is a fault, nobody can approve; refusing stays open', async () => {
  const faulty = anotherClient({ purposes: [examplePurpose({ fields: [sensitive] })] });
  const { approvalId } = await registerClient(it.op(shirin), faulty);
  const reviews = await reviewApproval(it.op(), await getApproval(it.op(), approvalId));
  expect(reviews[0]?.findings[0]).toMatchObject({ rule: 'level_low', weight: 'fault', about: [sensitive] });
  await expect(decide(it.op(farhad), approvalId, 'approved', '')).rejects.toMatchObject({
    code: 'clients.has_faults',
  });
  expect((await decide(it.op(farhad), approvalId, 'refused', 'سطح ۲ لازم است')).decision).toBe('refused');
});
