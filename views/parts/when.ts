import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';

type Style = 'short' | 'date' | 'moment' | 'exact' | 'time';

/** A moment or an ISO day in the reader's calendar; the machine's form beside it. */
export function when(page: Page, date: Date | string, style: Style = 'short'): Html {
  const text = style === 'short' ? page.format.short(date, page.at) : page.format[style](date);
  return html`<time datetime="${typeof date === 'string' ? date : date.toISOString()}">${text}</time>`;
}

const jalali = new Intl.DateTimeFormat('en-GB-u-ca-persian', {
  timeZone: 'Asia/Tehran',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** The date of a law: readers of English see the Jalali date too, since laws are cited by it. */
export function lawDate(page: Page, date: string): Html {
  if (!isDay(date)) return html`<bdi>${page.format.digits(date)}</bdi>`;
  const solar =
    page.lang === 'en' && ` (${jalali.format(new Date(`${date}T12:00:00Z`)).replace(/ AP$/, '')})`;
  return html`${when(page, date, 'date')}${solar}`;
}

/** "2013-10-06": a Gregorian day. Jalali years of our time stand below 1500 and are no such day. */
export function isDay(text: string): boolean {
  return /^(1[6-9]|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
}
