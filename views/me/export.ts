import type { Receipt } from '../../src/consent/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { code, name } from '../parts/rich.ts';
import { showValue } from '../parts/value.ts';
import { when } from '../parts/when.ts';

/** So many of a list are written on the page; the file has all. */
const MOST = 100;

/** The export as a page to read and to print: the same sections as the file, in the same order. */
export function exportPage(page: Page, everything: Readonly<Record<string, unknown>>): Html {
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
          html`<section class="stack g3" aria-labelledby="s-${key}"><h2 id="s-${key}">${titles[key]}</h2>${shown(page, key, content)}</section>`,
      )}</div>`,
  );
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

/** Each has a page of its own to print; here stand its number, its text and what became of it. */
function inBrief(receipt: unknown): unknown {
  const { record, events } = receipt as Receipt;
  const { privacy_notice, language } = record.pii_processing;
  return { record_id: record.record.record_id, language, privacy_notice, events };
}

/** The key of the file stands beside its word, so that both can be laid side by side. */
function tree(page: Page, value: unknown, depth: number): Renderable {
  if (isEmpty(value)) return html`<span class="dim">—</span>`;
  if (typeof value === 'boolean') return value ? page.t.common.yes : page.t.common.no;
  if (typeof value === 'number') return page.format.number(value);
  if (typeof value === 'string') return text(page, value);
  if (Array.isArray(value))
    return html`<ul class="lines">${value.map(item => html`<li>${tree(page, item, depth + 1)}</li>`)}</ul>`;
  return html`<dl class="${depth === 0 ? 'given' : 'lines'}">${Object.entries(value as object)
    .filter(([, part]) => !isEmpty(part))
    .map(
      ([key, part]) =>
        html`<div><dt>${label(page, key)}</dt><dd>${key === 'fields' && isValues(part) ? values(page, part) : tree(page, part, depth + 1)}</dd></div>`,
    )}</dl>`;
}

function label(page: Page, key: string): Html {
  const words: Readonly<Record<string, string | undefined>> = page.t.rights.exported.keys;
  const word = words[key];
  return word === undefined ? code(key) : html`${word} <span class="code xs">${key}</span>`;
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
  return html`<div class="vals"><dl>${Object.entries(part).map(
    ([key, { value, status, source, fetched_at: at }]) =>
      html`<div><dt>${labels[key]?.label ?? key} <span class="code xs">${key}</span></dt><dd>${
        value === null ? html`<span class="dim">${words[status] ?? '—'}</span>` : showValue(page, key, value)
      }</dd><dd class="src">${source?.custodian && name(source.custodian)}${at && html` ${when(page, at, 'date')}`}</dd></div>`,
  )}</dl></div>`;
}

function text(page: Page, value: string): Renderable {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return when(page, value, 'exact');
  if (/^[!-~]+$/.test(value)) return html`<span class="code url">${value}</span>`;
  return name(value);
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
