/** What a version of a purpose changes, in the reader's words: for who writes it and for who decides. Pure. */
import { type Both, format, type Lang, messages } from '../i18n/index.ts';
import { fieldLabel, findField } from '../profile/index.ts';
import type { Purpose } from './client.ts';
import type { Difference } from './differences.ts';
import { APPROVAL_HOURS, type PurposeInput } from './input.ts';

type Version = PurposeInput | Purpose;

/** Of fields and subjects only those that come or go; of everything else what stands before and after. */
export function purposeDifferences(before: Version, after: Version, lang: Lang): Difference[] {
  const t = messages(lang).admin;
  const { number, digits, date } = format(lang);
  const shown: Readonly<Record<string, (version: Version) => string>> = {
    purpose_fa: ({ name }) => name.fa,
    purpose_en: ({ name }) => name.en,
    text_fa: ({ text }) => text.fa,
    text_en: ({ text }) => text.en,
    basis: ({ basis }) => (basis === 'law' ? t.basis.law : t.basis.consent),
    law_fa: ({ law }) => law.title.fa,
    law_en: ({ law }) => law.title.en,
    body_fa: ({ law }) => law.body.fa,
    body_en: ({ law }) => law.body.en,
    law_number: ({ law }) => digits(law.number),
    law_date: ({ law }) => (law.date ? date(law.date) : ''),
    articles: ({ law }) => digits(law.articles),
    level: ({ level }) => (t.levels as Readonly<Record<number, string>>)[level] ?? String(level),
    retention_fa: ({ retention }: { retention: Both }) => retention.fa,
    retention_en: ({ retention }: { retention: Both }) => retention.en,
    consent_days: ({ consentDays }) => number(consentDays),
    approval_hours: ({ approvalHours }) => number(approvalHours ?? APPROVAL_HOURS),
    history: ({ history }) => (history ? t.register.historyYes : t.register.historyNo),
  };
  const label = (key: string) => (findField(key) ? fieldLabel(key, lang) : key);
  const subject = (key: string) => (key === 'self' ? t.subjects.self : t.subjects.legal_entity);
  return [
    ...comeAndGone('fields', before.fields, after.fields, label),
    ...comeAndGone('subjects', before.subjects, after.subjects, subject),
    ...Object.entries(shown).flatMap(([control, read]) => {
      const [old, fresh] = [read(before).trim(), read(after).trim()];
      return old === fresh ? [] : [{ control, before: texts(old), after: texts(fresh) }];
    }),
  ];
}

const texts = (text: string) => (text === '' ? [] : [text]);

function comeAndGone(
  control: string,
  before: readonly string[],
  after: readonly string[],
  read: (key: string) => string,
): Difference[] {
  const gone = before.filter(one => !after.includes(one)).map(read);
  const come = after.filter(one => !before.includes(one)).map(read);
  return gone.length + come.length === 0 ? [] : [{ control, before: gone, after: come }];
}
