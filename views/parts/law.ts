/** A law as pages cite it. */
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name, rich } from './rich.ts';
import { lawDate } from './when.ts';

/** In the reader's language. */
export interface LawShown {
  readonly title: string;
  /** Who passed it. */
  readonly body: string;
  readonly date: string | undefined;
  /** As they were typed, digits in Latin: "3", "مواد 3 و 5", "section 4". */
  readonly articles: string;
}

/** Of a list of facts: title, who passed it and when, which articles. */
export function lawLines(page: Page, { title, body, date, articles }: LawShown): Html {
  const t = page.t.flow.consent;
  const origin = date ? rich(slot => t.lawOf(slot(body), slot(lawDate(page, date)))) : html`${body}`;
  return html`<dd>${title}</dd><dd>${origin}</dd>${articles && html`<dd>${articlesOf(page, articles)}</dd>`}`;
}

const LABEL = /^(ماده‌?ها?ی?|مادهٔ|مادة|مواد|articles?|art\.?)\s*/i;
const NUMBERS = /^\d+(\s*(,|،|و|and)\s*\d+)*$/i;

/** Numbers alone would say nothing, and their label stands in the language of who typed it: they get the reader's. */
export function articlesOf(page: Page, typed: string): Renderable {
  const bare = typed.trim().replace(LABEL, '');
  if (!NUMBERS.test(bare)) return name(page.format.digits(typed));
  const numbers = bare.match(/\d+/g) ?? [];
  return page.t.flow.consent.articles(page.format.list(numbers.map(page.format.digits)), numbers.length);
}
