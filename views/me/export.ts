import type { Receipt } from '../../src/consent/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { code, name } from '../parts/rich.ts';
import { showValue } from '../parts/value.ts';
import { when } from '../parts/when.ts';
import type { RecordEntry } from './data.ts';

/** So many of a list are written on the page; the file has all. */
const MOST = 100;

/** Ids serve programs: they stand in the file. The number of a receipt is one that people name. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NAMED_BY_PEOPLE = 'record_id';

/**
 * The export as a page to read and to print: the same sections as the file, in the same order, in words.
 * @param entries the newest of the record, which stand here in one line each
 */
export function exportPage(
  page: Page,
  everything: Readonly<Record<string, unknown>>,
  entries: readonly RecordEntry[],
): Html {
  const t = page.t.rights.exported;
  const titles: Readonly<Record<string, string | undefined>> = t.sections;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me/rights', page.t.rights.title)}
<h1>${t.title}</h1><p class="lede">${t.lede(page.format.exact(String(everything.exported_at)))}</p><p class="s dim noprint">${t.print}</p></div>
<div class="stack g7">${Object.entries(everything)
      .filter(([key]) => titles[key] !== undefined)
      .map(
        ([key, content]) =>
          html`<section class="stack g3" aria-labelledby="s-${key}"><h2 id="s-${key}">${titles[key]}</h2>${key === 'record' ? recordInBrief(page, entries) : shown(page, key, content)}</section>`,
      )}</div>`,
  );
}

/** One line each; whole it stands on the page of the record. */
function recordInBrief(page: Page, entries: readonly RecordEntry[]): Html {
  const t = page.t.rights.exported;
  const { kinds, released } = page.t.me.log;
  const what = ({ kind, fields }: RecordEntry) =>
    kind === 'released' ? released(page.format.number(fields.length), fields.length) : kinds[kind];
  return html`<p class="s"><a href="/me/record">${t.whole}</a></p>
<ul class="bullets s">${entries.map(
    entry =>
      html`<li>${when(page, entry.at, 'moment')}: ${what(entry)}${entry.system && html`${page.t.common.comma}${name(entry.system)}`}</li>`,
  )}</ul>`;
}

function shown(page: Page, key: string, content: unknown): Renderable {
  const t = page.t.rights.exported;
  if (isEmpty(content)) return html`<p class="dim">${t.none}</p>`;
  if (!Array.isArray(content)) return tree(page, content, 0);
  const more = content.length - MOST;
  return html`<ol class="stack g3">${content
    .slice(0, MOST)
    .map(
      item => html`<li class="card">${tree(page, key === 'receipts' ? inBrief(item) : item, 0)}</li>`,
    )}</ol>${more > 0 && html`<p class="dim">${t.more(page.format.number(more))}</p>`}`;
}

/** Each has a page of its own to print; here stand its number and what became of it. */
function inBrief(receipt: unknown): unknown {
  const { record, events } = receipt as Receipt;
  const told = events.map(({ event_state: state, event_time: at }) => ({ at, state }));
  return { record_id: record.record.record_id, events: told };
}

function tree(page: Page, value: unknown, depth: number, of = ''): Renderable {
  if (isEmpty(value)) return html`<span class="dim">—</span>`;
  if (typeof value === 'boolean') return value ? page.t.common.yes : page.t.common.no;
  if (typeof value === 'number') return page.format.number(value);
  if (typeof value === 'string') return text(page, of, value);
  if (Array.isArray(value)) return list(page, value, depth, of);
  const both = value as { fa?: unknown; en?: unknown };
  if (typeof both.fa === 'string' && typeof both.en === 'string') return name(both[page.lang] as string);
  return html`<dl class="${depth === 0 ? 'given' : 'lines'}">${Object.entries(value as object)
    .filter(([key, part]) => !isEmpty(part) && (key === NAMED_BY_PEOPLE || !UUID.test(String(part))))
    .map(
      ([key, part]) =>
        html`<div><dt>${label(page, key)}</dt><dd>${key === 'fields' && isValues(part) ? values(page, part) : tree(page, part, depth + 1, key)}</dd></div>`,
    )}</dl>`;
}

function list(page: Page, parts: readonly unknown[], depth: number, of: string): Html {
  const items = parts.map(part => tree(page, part, depth + 1, of));
  if (parts.some(part => typeof part === 'object'))
    return html`<ul class="lines">${items.map(item => html`<li>${item}</li>`)}</ul>`;
  return html`${items.map((item, at) => html`${at > 0 && page.t.common.comma}${item}`)}`;
}

function label(page: Page, key: string): Renderable {
  const words: Readonly<Record<string, string | undefined>> = page.t.rights.exported.keys;
  return words[key] ?? code(key);
}

interface Held {
  readonly value: Parameters<typeof showValue>[2] | null;
  readonly status: string;
  readonly source: { readonly custodian?: string } | null;
  readonly fetched_at: string | null;
}

function isValues(part: unknown): part is Readonly<Record<string, Held>> {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false;
  return Object.values(part).every(one => typeof one === 'object' && one !== null && 'fetched_at' in one);
}

/** Fields with their values, as on the other pages: label, value, source and date in one row. */
function values(page: Page, part: Readonly<Record<string, Held>>): Html {
  const t = page.t.flow.consent;
  const labels: Readonly<Record<string, { label: string } | undefined>> = page.t.fields;
  const words: Readonly<Record<string, string | undefined>> = {
    absent: t.absent,
    not_applicable: t.notApplicable,
    withheld: t.withheld,
  };
  const known = Object.entries(part).filter(
    ([, { value, status }]) => value !== null || status === 'source_down',
  );
  return html`<div class="vals"><dl>${known.map(
    ([key, { value, status, source, fetched_at: at }]) =>
      html`<div><dt>${labels[key]?.label ?? code(key)}</dt><dd>${
        value === null ? html`<span class="dim">${words[status] ?? '—'}</span>` : showValue(page, key, value)
      }</dd><dd class="src">${source?.custodian && name(source.custodian)}${at && html` ${when(page, at, 'date')}`}</dd></div>`,
  )}</dl></div>`;
}

/** @param of the key that the text stands under: it says which list of words it may be of */
function text(page: Page, of: string, value: string): Renderable {
  if (of === NAMED_BY_PEOPLE) return html`<a href="/me/consents/${value}/receipt">${code(value)}</a>`;
  const word = wordFor(page, of, value);
  if (word !== undefined) return word;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return when(page, value, 'moment');
  return showValue(page, of, value);
}

function wordFor(page: Page, of: string, value: string): string | undefined {
  const { words } = page.t.rights.exported;
  const lists: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> = {
    ...words,
    factors: page.t.me.factors,
    browser: page.t.me.browsers,
    platform: page.t.me.platforms,
    kind: page.t.mandates.templates,
    fields: Object.fromEntries(Object.entries(page.t.fields).map(([key, { label }]) => [key, label])),
  };
  return lists[of]?.[value];
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && Object.keys(value as object).length === 0)
  );
}
