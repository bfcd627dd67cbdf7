import type { ClientState } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import type { ClientsData } from './data.ts';
import { adminLayout, stateTag } from './shell.ts';

const states: readonly ClientState[] = ['active', 'pending', 'suspended', 'refused'];

export function clientsPage(page: Page, data: ClientsData): Html {
  const t = page.t.admin.clients;
  const { lang } = page;
  const options = [
    { value: '', label: t.anyState },
    ...states.map(state => ({ value: state, label: page.t.admin.states[state] })),
  ];
  return adminLayout(
    page,
    { title: t.title, current: 'clients' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<form method="get" action="/admin/clients" role="search" class="stack">
<div class="grid2">
${field(page, { name: 'q', label: t.search, type: 'search', value: data.search, autocomplete: 'off' })}
${field(page, { name: 'state', label: t.state, value: data.state ?? '', options })}
</div>
<div class="row"><button class="btn line">${icon(page, 'search')}${t.submit}</button></div>
</form>
<section class="sec stack" aria-labelledby="found">
<h2 id="found">${t.found(page.format.number(data.clients.length), data.clients.length)}</h2>
${
  data.clients.length === 0
    ? html`<p class="dim">${t.none}</p>`
    : html`<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col">${t.client}</th><th scope="col">${t.agency}</th><th scope="col">${t.kind}</th><th scope="col">${t.state}</th></tr></thead>
<tbody>${data.clients.map(
        client => html`
<tr><th scope="row"><a href="/admin/clients/${client.id}">${name(client.name[lang])}</a><br>${code(client.id)}</th>
<td class="flush">${client.agency ? name(client.agency.name[lang]) : html`<span class="dim">${t.noAgency}</span>`}</td>
<td class="flush">${page.t.admin.kinds[client.kind]}</td>
<td class="flush">${stateTag(page, client.state)}</td></tr>`,
      )}</tbody></table>`
}
${more(page, data.more)}
</section>`,
  );
}
