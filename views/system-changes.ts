/** What was changed of the systems of the directory, newest first. */
import type { EntryChange } from '../src/directory/index.ts';
import { type Html, html } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { layout } from './layout.ts';
import { back } from './parts/back.ts';
import { name } from './parts/rich.ts';
import { when } from './parts/when.ts';
import { partNames } from './system.ts';

type Change = Omit<EntryChange, 'content'> & { readonly name: string };

export function changesPage(page: Page, changes: readonly Change[]): Html {
  const t = page.t.window;
  return layout(
    page,
    { title: t.changes.title, current: 'systems' },
    html`<div class="head">${back(page, '/', t.one.back)}<h1>${t.changes.title}</h1><p class="lede">${t.changes.lede}</p></div>
${changes.length === 0 ? html`<p class="dim">${t.changes.none}</p>` : table(page, changes)}`,
  );
}

function table(page: Page, changes: readonly Change[]): Html {
  const t = page.t.window;
  return html`<table class="t fold"><caption class="vh">${t.changes.title}</caption><thead><tr><th scope="col">${t.system}</th><th scope="col">${t.changes.what}</th><th scope="col">${t.changes.at}</th></tr></thead>
<tbody>${changes.map(
    change => html`
<tr><th scope="row"><a href="/systems/${change.key}">${name(change.name)}</a></th><td class="flush">${change.added ? t.changes.added : partNames(page, change.parts)}</td><td class="flush">${when(page, change.madeAt, 'date')}</td></tr>`,
  )}</tbody></table>`;
}
