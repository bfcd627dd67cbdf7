/** The directory in the console: what there is, how far each is connected, and how much is known of it. */
import type { About, ConnectionState } from '../../src/directory/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { connectionTag } from '../parts/connection.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';
import { adminLayout } from './shell.ts';

export interface DirectoryRow {
  readonly key: string;
  readonly name: string;
  /** The agency, or the custodian. */
  readonly of: string;
  readonly version: number;
  readonly state: ConnectionState | undefined;
  /** How many parts of all are filled. */
  readonly known: number;
  readonly all: number;
}

export interface DirectoryListData {
  readonly about: About;
  readonly query: string;
  readonly state: ConnectionState | undefined;
  readonly rows: readonly DirectoryRow[];
  /** On all pages. */
  readonly found: number;
  readonly more: string | undefined;
  readonly mayChange: boolean;
}

export function directoryListPage(page: Page, data: DirectoryListData): Html {
  const t = page.t.directory;
  const system = data.about === 'system';
  const action = system ? '/admin/directory' : '/admin/directory/registries';
  return adminLayout(
    page,
    { title: system ? t.title : `${t.title}${page.t.common.comma}${t.registries}`, current: 'directory' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
${directoryTabs(page, action)}
<form method="get" action="${action}" role="search" class="stack mt4">
<div class="grid2">
${field(page, { name: 'q', label: t.search, type: 'search', value: data.query, autocomplete: 'off' })}
${
  system &&
  field(page, {
    name: 'state',
    label: t.state,
    value: data.state ?? '',
    options: [
      { value: '', label: t.anyState },
      ...Object.entries(t.connections).map(([value, label]) => ({ value, label })),
    ],
  })
}
</div>
<div class="row"><button class="btn line">${icon(page, 'search')}${t.find}</button>${
      system &&
      data.mayChange &&
      html`<a class="btn line" href="/admin/directory/systems/new">${icon(page, 'plus')}${t.add}</a>`
    }</div>
</form>
<section class="sec stack" aria-labelledby="found"><h2 id="found">${t.found(page.format.number(data.found), data.found)}</h2>
${data.rows.length === 0 ? html`<p class="dim">${t.nothing}</p>` : table(page, data)}
${more(page, data.more)}</section>`,
  );
}

export function directoryTabs(page: Page, here: string): Html {
  const t = page.t.directory;
  const tabs = [
    ['/admin/directory', t.systems],
    ['/admin/directory/registries', t.registries],
    ['/admin/directory/changes', t.changes],
  ] as const;
  return html`<nav aria-label="${t.title}"><ul class="nav">${tabs.map(
    ([href, text]) =>
      html`<li><a href="${href}"${href === here && html` aria-current="page"`}>${text}</a></li>`,
  )}</ul></nav>`;
}

function table(page: Page, { about, rows }: DirectoryListData): Html {
  const t = page.t.directory;
  const system = about === 'system';
  const folder = system ? 'systems' : 'registries';
  return html`<table class="t fold"><caption class="vh">${system ? t.systems : t.registries}</caption>
<thead><tr><th scope="col">${system ? page.t.window.system : page.t.cases.registry}</th><th scope="col">${system ? page.t.window.owner : t.custodian}</th>${system && html`<th scope="col">${t.state}</th>`}<th scope="col">${t.known}</th></tr></thead>
<tbody>${rows.map(
    row => html`
<tr><th scope="row"><a href="/admin/directory/${folder}/${row.key}">${name(row.name)}</a>${number(page, system, row)}</th>
<td class="flush">${name(row.of)}</td>${row.state && html`<td class="flush">${connectionTag(page, row.state)}</td>`}
<td class="flush">${t.knownOf(page.format.number(row.known), page.format.number(row.all))}${row.version > 1 && html`<br><span class="s dim">${t.version(page.format.number(row.version))}</span>`}</td></tr>`,
  )}</tbody></table>`;
}

function number(page: Page, system: boolean, row: DirectoryRow): Renderable {
  return system && html` <span class="dim">${page.format.digits(row.key)}</span>`;
}
