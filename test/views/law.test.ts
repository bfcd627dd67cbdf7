import { expect, test } from 'vitest';
import type { Lang } from '../../src/i18n/index.ts';
import { html } from '../../src/web/html.ts';
import { articlesOf } from '../../views/parts/law.ts';
import { pageFor } from './page.ts';

const shown = (lang: Lang, typed: string) =>
  html`${articlesOf(pageFor(lang), typed)}`.text.replace(/<[^>]*>|\u200f/g, '');

test('an article that was typed as a number alone is called an article, in the reader’s language', () => {
  expect(shown('fa', '3')).toBe('مادهٔ ۳');
  expect(shown('en', '3')).toBe('article 3');
  expect(shown('en', 'مادهٔ 86')).toBe('article 86');
  expect(shown('fa', 'Article 86')).toBe('مادهٔ ۸۶');
});

test('several articles are a list, however they were typed', () => {
  for (const typed of ['3, 5 and 7', 'مواد 3، 5 و 7', 'ماده‌های 3، 5، 7', 'articles 3,5,7']) {
    expect(shown('fa', typed), typed).toBe('ماده‌های ۳، ۵، و ۷');
    expect(shown('en', typed), typed).toBe('articles 3, 5, and 7');
  }
});

test('what is more than numbers stands as it was typed', () => {
  expect(shown('fa', 'تبصرهٔ 2 مادهٔ 16')).toBe('تبصرهٔ ۲ مادهٔ ۱۶');
  expect(shown('en', 'section 4(b)')).toBe('section 4(b)');
});
