/** Any value of the catalogue in the reader's form. What is not known by its name is written by its shape. */
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { identifier, name } from './rich.ts';
import { isDay, when } from './when.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Words = Readonly<Record<string, string | undefined>>;

const MONEY = new Set([
  'registered',
  'paid_up',
  'amount',
  'wages',
  'premium',
  'limit',
  'insured_limit',
  'exposure',
]);
const PERCENT = new Set(['share_percent', 'percent']);
/** Who or what it is stands before its numbers. */
const NAMES = ['name', 'legal_name'];
/** Parts of an address, from the largest; those that the text repeats are left out. */
const PLACES = ['province', 'county', 'district', 'city'];

/** @param fieldKey key of the catalogue ("entity.capital"); its last part says what a plain value means */
export function showValue(page: Page, fieldKey: string, value: Json): Renderable {
  const last = fieldKey.split('.').at(-1) ?? fieldKey;
  if (last === 'photo') return page.t.values.photo;
  return show(page, last === 'education_level' ? 'level' : last, value);
}

function show(page: Page, part: string, value: Json): Renderable {
  if (value === null) return html`<span class="dim">—</span>`;
  if (typeof value === 'boolean') return value ? page.t.common.yes : page.t.common.no;
  if (typeof value === 'number') return showNumber(page, part, value);
  if (typeof value === 'string') return showText(page, part, value);
  if (isList(value)) return showList(page, part, value);
  return showObject(page, part, value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function showNumber(page: Page, part: string, value: number): string {
  return PERCENT.has(part) ? page.format.percent(value) : page.format.number(value);
}

function showText(page: Page, part: string, text: string): Renderable {
  const { t, format } = page;
  const lists = t.values.lists as Readonly<Record<string, Words | undefined>>;
  const word = lists[part]?.[text];
  if (word !== undefined) return word;
  if (MONEY.has(part) && /^\d{1,20}$/.test(text)) return t.common.rial(format.number(BigInt(text)));
  if (isDay(text.slice(0, 10)) && /^.{10}(T.*)?$/.test(text))
    return when(page, text, text.length === 10 ? 'date' : 'moment');
  if (part === 'fiscal_year_end' || part === 'month') return solarMonth(page, text);
  if (/^IR\d{24}$/.test(text)) return identifier(page, text.replace(/(.{4})(?=.)/g, '$1 '));
  if (/^\+98\d{8,10}$/.test(text)) return identifier(page, page.lang === 'fa' ? `0${text.slice(3)}` : text);
  // Codes, numbers, addresses: one run of Latin signs without spaces keeps its own direction.
  if (/^[!-~]+$/.test(text) && /[\d@:/.-]/.test(text)) return machineText(page, text);
  return name(/[\u0600-\u06ff]/.test(text) ? format.digits(text) : text);
}

function machineText(page: Page, text: string): Html {
  return /[a-z]/i.test(text) && /[@:/]|[a-z]\.[a-z]/.test(text)
    ? html`<span class="id url">${text}</span>`
    : identifier(page, text);
}

/** "12-29" (day of a Jalali year) and "1405-07" (Jalali month), which the catalogue keeps in the solar calendar. */
function solarMonth(page: Page, text: string): Renderable {
  const { t, format } = page;
  const [first = '', second = ''] = text.split('-');
  if (first.length === 4)
    return t.values.monthOf(t.values.months[Number(second) - 1] ?? second, format.digits(first));
  return t.values.dayOf(format.number(Number(second)), t.values.months[Number(first) - 1] ?? first);
}

function showList(page: Page, part: string, list: readonly Json[]): Renderable {
  if (list.length === 0) return html`<span class="dim">${page.t.values.empty}</span>`;
  const items = list.map(item => show(page, part, item));
  if (items.length === 1) return items[0];
  if (list.every(item => typeof item !== 'object')) return joined(page, items);
  return html`<ul class="lines">${items.map(item => html`<li>${item}</li>`)}</ul>`;
}

/** @param of what the whole is a value of: an article is one of the law that this field is about */
function showObject(page: Page, of: string, object: { readonly [key: string]: Json }): Renderable {
  const { fa, en } = object;
  if (typeof fa === 'string' && typeof en === 'string') return name(page.lang === 'fa' ? fa : en);
  const text = typeof object.text === 'string' ? object.text : '';
  const phrases = ordered(object)
    .filter(([key, value]) => !(key === 'currency' && value === 'IRR'))
    .filter(([key, value]) => !(PLACES.includes(key) && text.includes(String(value))))
    .map(([key, value]) => measured(page, of, key, value) ?? phrase(page, key, value, object));
  const said = phrases.filter(part => part !== undefined);
  return said.length > 0 ? joined(page, said) : html`<span class="dim">—</span>`;
}

/** An address reads from the province to the house; names come first; the rest as the register wrote it. */
function ordered(object: { readonly [key: string]: Json }): [string, Json][] {
  const entries = Object.entries(object).filter(([, value]) => value !== null && value !== '');
  const places = PLACES.flatMap(key => entries.filter(([name]) => name === key));
  const seen = new Set<string>();
  const distinct = places.filter(([, value]) => !seen.has(String(value)) && seen.add(String(value)));
  const names = entries.filter(([key]) => NAMES.includes(key));
  return [...distinct, ...names, ...entries.filter(([key]) => !PLACES.includes(key) && !NAMES.includes(key))];
}

/** What is said around its number, not before it. */
function measured(page: Page, of: string, key: string, value: Json): string | undefined {
  const { measures, articles } = page.t.values;
  const sayings: Readonly<Record<string, ((n: string) => string) | undefined>> =
    key === 'article' ? { article: (articles as typeof sayings)[of] } : measures;
  if (typeof value === 'number') return sayings[key]?.(page.format.number(value));
  return typeof value === 'string' && /^\d+$/.test(value)
    ? sayings[key]?.(page.format.digits(value))
    : undefined;
}

function phrase(page: Page, key: string, value: Json, all: { readonly [key: string]: Json }): Renderable {
  const { amount } = page.t.values;
  const parts = page.t.values.parts as Words;
  const flags = page.t.values.flags as Readonly<Record<string, { yes: string; no?: string } | undefined>>;
  if (typeof value === 'boolean') {
    const flag = flags[key];
    if (!flag) return value ? key : undefined;
    return value ? flag.yes : flag.no;
  }
  if (key === 'currency' && Object.keys(all).some(other => MONEY.has(other))) return undefined;
  const label = typeof value === 'string' && value.startsWith(parts[key] ?? ' ') ? undefined : parts[key];
  const foreign = MONEY.has(key) && typeof all.currency === 'string' && all.currency !== 'IRR';
  const text =
    foreign && typeof value === 'string' && /^\d{1,20}$/.test(value)
      ? amount(page.format.number(BigInt(value)), String(all.currency))
      : show(page, key, value);
  return label === undefined ? text : html`${label}\u00a0${text}`;
}

function joined(page: Page, items: readonly Renderable[]): Html {
  const comma = page.t.common.comma;
  return html`${items.map((item, at) => html`${at > 0 && comma}${item}`)}`;
}
