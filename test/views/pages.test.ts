import { describe, expect, test } from 'vitest';
import type { Lang } from '../../src/i18n/index.ts';
import { evil, pageFor } from './page.ts';
import { views } from './samples.ts';

const langs: readonly Lang[] = ['fa', 'en'];
const all = langs.flatMap(lang =>
  Object.entries(views).map(([name, view]) => ({
    name: `${name} (${lang})`,
    lang,
    text: view(pageFor(lang)).text,
  })),
);
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
const tags = (text: string, name: string) => text.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];

describe.each(all)('the page: $name', ({ lang, text }) => {
  test('speaks one language, in its direction', () => {
    const [html = ''] = tags(text, 'html');
    expect([attribute(html, 'lang'), attribute(html, 'dir')]).toEqual([lang, lang === 'fa' ? 'rtl' : 'ltr']);
    expect(text).not.toMatch(/undefined|\[object|NaN/);
  });

  test('lets no name that somebody typed become markup', () => {
    // Only files of ours: `<script type="module" src="/assets/…">`.
    expect(text).not.toMatch(/<script(?! type="module" src="\/assets\/[\w.-]+\?v=[\w.-]*"><\/script>)/);
    expect(text).not.toContain(evil);
    expect(text).not.toMatch(/href="\s*javascript:/i);
  });

  test('carries no style and no script of its own', () => {
    expect(text).not.toMatch(/<style|<[^>]*\sstyle=|<[^>]*\son\w+=/i);
  });

  test('has one main heading and leaves no level out', () => {
    const levels = [...text.matchAll(/<h([1-6])\b/g)].map(match => Number(match[1]));
    expect(levels[0] === 1 || levels.indexOf(1) > 0).toBe(true);
    expect(levels.filter(level => level === 1)).toHaveLength(1);
    levels.forEach((level, at) => {
      expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  test('names every box, and every form has a button', () => {
    const labels = new Set(tags(text, 'label').map(tag => attribute(tag, 'for')));
    for (const box of [...tags(text, 'input'), ...tags(text, 'select'), ...tags(text, 'textarea')]) {
      const type = attribute(box, 'type');
      if (type !== 'hidden' && type !== 'radio') expect(labels).toContain(attribute(box, 'id'));
    }
    for (const form of text.match(/<form\b[\s\S]*?<\/form>/g) ?? []) expect(form).toMatch(/<button\b/);
  });

  test('gives an id only once, and points only at ids that are there', () => {
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(match => match[1]);
    expect(ids).toEqual([...new Set(ids)]);
    const pointers = [...text.matchAll(/aria-(?:labelledby|describedby)="([^"]*)"/g)];
    for (const id of pointers.flatMap(match => match[1]?.split(' ') ?? [])) expect(ids).toContain(id);
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
  });

  test('offers the other language and says its tracking code', () => {
    const other = lang === 'fa' ? 'en' : 'fa';
    expect(text).toContain(`hreflang="${other}" href="/x?lang=${other}"`);
    expect(text).toContain('7K3M-92QD-4XTA');
  });

  test('links only to pages that exist', () => {
    const own = [...text.matchAll(/(?:href|action)="(\/[^"#?]*)/g)].map(match => match[1] ?? '');
    const known =
      /^\/(|x|cancel|device|me(\/[\w.-]+)*|catalogue(\/[\w.]+)?|(enrol|recover)(\/x(\/\w+)?)?|demo\/outbox|accessibility|developers(\/errors)?|status(\/proof|\.json|\.atom)?|overlap(\.csv|\.json|\/systems\/\d+)?|transparency(\.json|\/roots\.json)?|\.well-known\/[\w.-]+|admin|sign-in|sign-out|registries(\/[\w-]+)?|systems\/changes|systems\/\d+(\/feedback)?|assets\/.+)$/;
    expect(own.filter(path => !known.test(path))).toEqual([]);
  });
});

test('a refused sign-in says so in the title and beside the box, and keeps what was typed but the password', () => {
  const text = views['sign-in, refused']?.(pageFor('fa')).text ?? '';
  expect(text).toMatch(/<title>خطا: /);
  expect(text).toContain('role="alert"');
  const password = tags(text, 'input').find(tag => attribute(tag, 'name') === 'password') ?? '';
  expect(password).toContain('aria-invalid="true"');
  expect(password).not.toMatch(/\svalue=/);
  const id = tags(text, 'input').find(tag => attribute(tag, 'name') === 'national_id') ?? '';
  expect(attribute(id, 'value')).toContain('&lt;script&gt;');
});

test('both answers to the question weigh the same, and neither is chosen beforehand', () => {
  const text = views.consent?.(pageFor('fa')).text ?? '';
  const answers = tags(text, 'button').filter(tag => attribute(tag, 'name') === 'decision');
  expect(answers.map(tag => attribute(tag, 'value'))).toEqual(['allow', 'deny']);
  expect(answers.map(tag => attribute(tag, 'class'))).toEqual(['btn', 'btn ink']);
});

test('what the law gives is not dressed as consent: nothing to deny, no word of allowing', () => {
  const text = views['consent, by law']?.(pageFor('en')).text ?? '';
  const answers = tags(text, 'button').filter(tag => attribute(tag, 'name') === 'decision');
  expect(answers.map(tag => attribute(tag, 'value'))).toEqual(['allow']);
  expect(text).not.toMatch(/Do you allow|>Allow<|i-consent/);
  expect(text).toContain('note law');
});

test('a power that cannot be used is no choice, and says why', () => {
  const text = views['acting for nobody']?.(pageFor('en')).text ?? '';
  expect(tags(text, 'input')).toEqual([]);
  expect(text).toContain('two signatures of three');
  expect(text).toContain('dissolved on 2 May 2026');
});
