import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { showValue } from '../parts/value.ts';
import { when } from '../parts/when.ts';
import type { RightsData, RightsRow } from './data.ts';

/** What one may ask of data about oneself: take it, have it corrected, erase it, close the account. */
export function rightsPage(page: Page, data: RightsData): Html {
  const t = page.t.rights;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}
<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g7">
<section class="stack g3" aria-labelledby="take"><h2 id="take">${t.take}</h2><p>${t.takeText}</p>
<p class="row"><a class="btn line" href="/me/export">${icon(page, 'printer')}${t.readable}</a> <a class="btn line" href="/me/export.json" download>${icon(page, 'download')}${t.machine}</a></p></section>
<section class="stack g3" aria-labelledby="values"><h2 id="values">${t.values}</h2><p>${t.valuesText}</p>
${data.done && note(page, 'ok', 'check', html`<p><b>${t.deleted}</b> ${t.deletedText}</p>`)}
${subjects(page, data)}
${data.rows.length === 0 ? html`<p class="dim">${t.noValues}</p>` : table(page, data)}
<p><a href="/me/cases">${page.t.cases.title}</a></p></section>
<section class="stack g3" aria-labelledby="account"><h2 id="account">${t.account}</h2>${account(page, data)}</section>
</div>`,
  );
}

function subjects(page: Page, data: RightsData): Renderable {
  if (data.subjects.length < 2) return undefined;
  return html`<nav aria-label="${page.t.rights.whose}"><ul class="nav">${data.subjects.map(
    one =>
      html`<li><a href="/me/rights?of=${one.of}#values"${one.of === data.of && html` aria-current="true"`}>${one.name ? name(one.name) : page.t.me.yourself}</a></li>`,
  )}</ul></nav>`;
}

function table(page: Page, data: RightsData): Html {
  const t = page.t.rights;
  return html`<table class="t fold"><caption class="vh">${t.values}</caption>
<thead><tr><th scope="col">${t.field}</th><th scope="col">${t.value}</th><th scope="col">${t.what}</th></tr></thead>
<tbody>${data.rows.map(
    row => html`
<tr><th scope="row">${row.label}</th><td class="flush">${showValue(page, row.key, row.value as Parameters<typeof showValue>[2])}</td><td class="flush">${action(page, data.of, row)}</td></tr>`,
  )}</tbody></table>`;
}

function action(page: Page, of: string, row: RightsRow): Renderable {
  const t = page.t.rights;
  const about = html`<span class="vh">: ${row.label}</span>`;
  if (row.disputed) return tag(page, 'wait', 'flag', page.t.flow.consent.disputed);
  if (row.may === 'dispute')
    return html`<a href="/me/cases/new?kind=dispute&amp;of=${of}&amp;field=${row.key}">${t.wrong}${about}</a>`;
  if (row.may === 'nothing') return undefined;
  return html`<form method="post" action="/me/rights/deletion"><input type="hidden" name="of" value="${of}"><input type="hidden" name="field" value="${row.key}"><button class="btn bad sm">${t.delete}${about}</button></form>`;
}

function account(page: Page, data: RightsData): Html {
  const t = page.t.rights;
  const { closing } = data;
  if (!closing)
    return html`<p>${t.accountText}</p><p><a class="btn bad" href="/me/rights/closing">${t.close}</a></p>`;
  return html`${note(
    page,
    'wait',
    'clock',
    html`<p><b>${t.closing}</b> ${rich(slot => t.closingText(slot(when(page, closing.dueAt, 'moment'))))}</p>`,
  )}
<form method="post" action="/me/rights/staying"><button class="btn">${t.stay}</button></form>`;
}
