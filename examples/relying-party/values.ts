/** How the values of the profile are written in a form: Persian digits and Jalali dates, or English ones. */
import type { Json } from './profile.ts';
import { codes, type Lang, words } from './words.ts';

const zone = { timeZone: 'Asia/Tehran' } as const;
const locales = { fa: 'fa-IR-u-ca-persian-nu-arabext', en: 'en-GB' } as const;
const clocks = {
  fa: new Intl.DateTimeFormat(locales.fa, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  en: new Intl.DateTimeFormat(locales.en, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
};
const days = {
  fa: new Intl.DateTimeFormat(locales.fa, { ...zone, dateStyle: 'long' }),
  en: new Intl.DateTimeFormat(locales.en, { ...zone, dateStyle: 'long' }),
};
const sameDay = new Intl.DateTimeFormat('en-CA', zone);

export function digits(text: string, lang: Lang): string {
  return lang === 'en' ? text : text.replace(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? digit);
}

export function number(value: number | bigint, lang: Lang): string {
  return value.toLocaleString(lang === 'fa' ? 'fa-IR' : 'en-GB');
}

/** «امروز ۱۰:۵۲», or the day. */
export function when(moment: Date, lang: Lang, now = new Date()): string {
  if (sameDay.format(moment) !== sameDay.format(now)) return days[lang].format(moment);
  return `${words[lang].today} ${clocks[lang].format(moment)}`;
}

function day(text: string, lang: Lang): string {
  return days[lang].format(new Date(`${text.slice(0, 10)}T12:00:00Z`));
}

/** A value as a person reads it. Structured ones say their telling parts; the rest of them stays with us. */
export function written(value: Json, lang: Lang): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? words[lang].yes : words[lang].no;
  if (typeof value === 'number') return number(value, lang);
  if (typeof value === 'string') return writtenText(value, lang);
  const parts = Array.isArray(value) ? value : [value];
  const main = parts.filter(part => isObject(part) && part.main === true);
  const chosen = main.length > 0 ? main : parts;
  return chosen
    .map(part => (isObject(part) ? writtenObject(part, lang) : written(part, lang)))
    .join(lang === 'fa' ? '؛ ' : '; ');
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function writtenText(text: string, lang: Lang): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text, lang);
  if (/^IR\d{24}$/.test(text)) return digits(text.replace(/(.{4})(?=.)/g, '$1 '), lang);
  if (/^\+98\d+$/.test(text)) return digits(`0${text.slice(3)}`, lang);
  if (/^\d+$/.test(text)) return digits(text, lang);
  return codes[text]?.[lang] ?? text;
}

function writtenObject(value: { readonly [key: string]: Json }, lang: Lang): string {
  const t = words[lang];
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : undefined);
  const title = text('title');
  const registered = text('registered');
  if (registered && /^\d+$/.test(registered)) return `${number(BigInt(registered), lang)} ${t.rial}`;
  if (text('text')) return digits(text('text') ?? '', lang);
  if (text('code') && title) return `${digits(text('code') ?? '', lang)}: ${title}`;
  const iban = text('iban');
  if (iban) return writtenText(iban, lang);
  const named = ['code', 'name', 'role', 'kind'].flatMap(key => text(key) ?? []);
  const no = text('number');
  const until = text('until') ?? text('expires_on');
  const pieces = [
    ...named.map(piece => writtenText(piece, lang)),
    ...(no ? [/^\+98/.test(no) ? writtenText(no, lang) : t.number(digits(no, lang))] : []),
    ...(until ? [t.until(day(until, lang))] : []),
  ];
  // Each piece keeps its own direction: Persian names stand in English lines.
  return pieces.map(piece => `\u2068${piece}\u2069`).join(lang === 'fa' ? '، ' : ', ');
}

/** Values that are read from left to right in any language: codes, numbers, addresses of mail. */
export function leftToRight(value: Json): boolean {
  return (
    typeof value === 'string' &&
    /^[\x20-\x7e]+$/.test(value) &&
    !/^\d{4}-\d\d-\d\d$/.test(value) &&
    !codes[value]
  );
}
