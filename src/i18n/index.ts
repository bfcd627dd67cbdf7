/**
 * i18n owns the words, the direction, and how numbers and dates are written for a reader. `fa` is the source of
 * truth, `en` has the same keys. It knows nothing of rooms; every room and view may call it.
 */
import { persianDigits } from '../text.ts';
import { en } from './en.ts';
import { fa } from './fa.ts';

export type Lang = 'fa' | 'en';

/** Every message of `fa`, with functions and texts of the same shape. */
import type { Messages } from './fa.ts';

export type { Messages };
export const dictionaries: Readonly<Record<Lang, Messages>> = { fa, en };

/** A text in both languages, as data carries it. */
export interface Both {
  readonly fa: string;
  readonly en: string;
}

export function messages(lang: Lang): Messages {
  return dictionaries[lang];
}

export function direction(lang: Lang): 'rtl' | 'ltr' {
  return lang === 'fa' ? 'rtl' : 'ltr';
}

/** The first language that we speak in a list like ui_locales ("en-GB fa") or Accept-Language. */
export function chooseLang(list: string | undefined): Lang | undefined {
  for (const tag of (list ?? '').slice(0, 200).split(/[\s,]+/)) {
    const primary = tag.toLowerCase().split(/[-;]/)[0];
    if (primary === 'fa' || primary === 'en') return primary;
  }
  return undefined;
}

const ZONE = 'Asia/Tehran';
const locale = { fa: 'fa-IR-u-ca-persian-nu-arabext', en: 'en-GB' } as const;
const RLM = '\u061c';

function formatters(lang: Lang) {
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale[lang], { timeZone: ZONE, ...options });
  return {
    date: make({ day: 'numeric', month: 'long', year: 'numeric' }),
    dayMonth: make({ day: 'numeric', month: 'long' }),
    weekday: make({ weekday: 'long' }),
    time: make({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    seconds: make({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    number: new Intl.NumberFormat(lang === 'fa' ? 'fa-IR' : 'en-GB'),
    jalali: new Intl.DateTimeFormat(`${lang === 'fa' ? 'fa-IR' : 'en-GB'}-u-ca-persian`, {
      timeZone: ZONE,
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }),
  };
}
const made = { fa: formatters('fa'), en: formatters('en') };
const dayKey = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE });

/** How values are written in one language. Dates are given as Date, or as ISO days ("2013-10-06"). */
export interface Format {
  number(value: number | bigint): string;
  percent(value: number): string;
  /** «۳۰ آبان ۱۴۰۵» / "21 November 2026" */
  date(value: Date | string): string;
  /** «شنبه ۳۰ آبان ۱۴۰۵، ساعت ۱۰:۵۲» / "Saturday 21 November 2026, 10:52" */
  moment(value: Date | string): string;
  /** the same with seconds, for receipts and errors */
  exact(value: Date | string): string;
  /** «امروز ۱۰:۵۲», else the date: for lists. `now` is the moment of the page. */
  short(value: Date | string, now: Date): string;
  time(value: Date | string): string;
  /** Digits of an identifier in the reader's script, ungrouped. */
  digits(text: string): string;
  /** Items joined as a list: «الف، ب و پ» */
  list(items: readonly string[]): string;
}

const toDate = (value: Date | string): Date =>
  typeof value === 'string' ? new Date(value.length === 10 ? `${value}T12:00:00Z` : value) : value;

function formatFor(lang: Lang): Format {
  const f = made[lang];
  const comma = lang === 'fa' ? '، ' : ', ';
  const lists = new Intl.ListFormat(lang, { type: 'conjunction' });
  const on = (value: Date | string, clock: Intl.DateTimeFormat) => {
    const date = toDate(value);
    const at = lang === 'fa' ? 'ساعت ' : '';
    return `${f.weekday.format(date)} ${f.date.format(date)}${comma}${at}${clock.format(date)}`;
  };
  return {
    number: value => f.number.format(value),
    percent: value => (lang === 'fa' ? `${RLM}${f.number.format(value)}٪` : `${f.number.format(value)}%`),
    date: value => f.date.format(toDate(value)),
    moment: value => on(value, f.time),
    exact: value => on(value, f.seconds),
    short: (value, now) => {
      const date = toDate(value);
      const today = dayKey.format(date) === dayKey.format(now);
      const word = lang === 'fa' ? 'امروز' : 'today';
      return today ? `${word} ${f.time.format(date)}` : f.date.format(date);
    },
    time: value => f.time.format(toDate(value)),
    digits: text => (lang === 'fa' ? persianDigits(text) : text),
    list: items => lists.format(items),
  };
}
const formats = { fa: formatFor('fa'), en: formatFor('en') };

export function format(lang: Lang): Format {
  return formats[lang];
}
