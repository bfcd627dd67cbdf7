import type { Found } from '../../src/developer/finding.ts';
import type { Inspected } from '../../src/developer/inspect.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface InspectorData {
  readonly pasted: string;
  readonly found: Inspected | undefined;
  /** Something was to be read. */
  readonly asked: boolean;
}

/** What was pasted, decoded: its kind, header, claims, and which rule it breaks. */
export function inspectorPage(page: Page, { pasted, found, asked }: InspectorData): Html {
  const t = page.t.inspector;
  return layout(
    page,
    { title: t.title },
    html`<div class="head">${back(page, '/developers', page.t.developer.title)}
<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<form method="post" action="/developers/inspector" class="stack">${field(page, { name: 'pasted', label: t.paste, hint: t.kept, value: pasted, rows: 6, dir: 'ltr', autocomplete: 'off' })}
<div><button class="btn">${icon(page, 'eye')}${t.read}</button></div></form>
${asked && html`<div role="status">${found ? result(page, found, t.kinds[found.kind]) : note(page, 'wait', 'info', html`<p>${t.nothing}</p>`)}</div>`}`,
  );
}

function result(page: Page, found: Inspected, title: string): Renderable {
  const t = page.t.inspector;
  const id = found.kind;
  return html`<section class="sec stack" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<ul class="stack g2">${found.findings.map(one => finding(page, one))}</ul>
${table(page, t.header, found.header)}${table(page, t.claims, found.claims)}</section>
${found.inner && result(page, found.inner, t.kinds[found.inner.kind])}`;
}

const looks = {
  ok: ['ok', 'check'],
  info: ['plain', 'info'],
  bad: ['bad', 'cross'],
} as const satisfies Record<Found['weight'], readonly [string, string]>;

function finding(page: Page, { key, weight, rule }: Found): Html {
  const t = page.t.inspector;
  const [kind, picture] = looks[weight];
  return html`<li>${tag(page, kind, picture, t.weights[weight])} ${t.findings[key]} ${rule && html`<span class="s dim"><bdi lang="en">${rule}</bdi></span>`}</li>`;
}

const moments = ['exp', 'iat', 'nbf', 'auth_time', 'updated_at'];

function table(page: Page, title: string, values: Readonly<Record<string, unknown>>): Renderable {
  const t = page.t.inspector;
  const rows = Object.entries(values);
  if (rows.length === 0) return undefined;
  return html`<table class="t fold"><caption>${title}</caption><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.value}</th></tr></thead>
<tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${code(name)}</th><td data-label="${t.value}">${said(page, name, value)}</td></tr>`)}</tbody></table>`;
}

function said(page: Page, name: string, value: unknown): Html {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const moment = moments.includes(name) && typeof value === 'number' && Math.abs(value) < 1e11;
  return html`${code(text)}${moment && html` ${when(page, new Date(value * 1000), 'exact')}`}`;
}
