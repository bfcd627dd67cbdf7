import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { stateTag } from '../admin/shell.ts';
import { endings } from '../clients/endings.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { askedTable } from './asked.ts';
import type { AgencyData } from './data.ts';
import { agencyHead, agencyLayout } from './shell.ts';

/** One agency: what waits, its clients, its systems, its subsidiaries. */
export function agencyPage(page: Page, data: AgencyData): Html {
  const t = page.t.agencies;
  const { agency } = data;
  return agencyLayout(
    page,
    data,
    { title: agency.name, current: 'overview' },
    html`${agencyHead(page, data, agency.name)}
<div class="two">
<div class="stack g7">
<section class="stack" aria-labelledby="waiting"><h2 id="waiting">${t.waiting}</h2>
${data.waiting.length > 0 ? askedTable(page, data.waiting) : html`<p class="dim">${t.nothingWaits}</p>`}
${more(page, data.moreWaiting)}</section>
<section class="stack" aria-labelledby="clients"><h2 id="clients">${t.clients}</h2>
${data.clients.length > 0 ? clientTable(page, data) : html`<p class="dim">${t.noClients}</p>`}
${more(page, data.more)}</section>
</div>
<aside class="stack g5" aria-label="${t.systems}">
${data.endings.length > 0 && endings(page, '/agency', data.endings)}
${
  data.mayDevelop
    ? html`<section class="card stack g3"><p><a class="btn" href="/agency/agencies/${agency.id}/clients/new">${icon(page, 'plus')}${t.newClient}</a></p><p class="s">${t.newClientText}</p></section>`
    : data.standing.role === 'auditor' && note(page, 'plain', 'eye', html`<p>${t.readOnly}</p>`)
}
<section class="card stack g3" aria-labelledby="systems"><h2 id="systems" class="h3">${t.systems}</h2>
${
  data.systems.length === 0
    ? html`<p class="s dim">${t.noSystems}</p>`
    : html`<ul class="stack g3">${data.systems.map(
        system =>
          html`<li><a href="/systems/${system.number}">${name(system.name[page.lang])}</a><br>${connection(page, system)}</li>`,
      )}</ul>`
}</section>
${
  data.subsidiaries.length > 0 &&
  html`<section class="card stack g3" aria-labelledby="below"><h2 id="below" class="h3">${t.subsidiaries}</h2><ul class="stack g2">${data.subsidiaries.map(
    ({ id, name: called }) => html`<li><a href="/agency/agencies/${id}">${name(called)}</a></li>`,
  )}</ul></section>`
}
</aside>
</div>`,
  );
}

function connection(page: Page, system: AgencyData['systems'][number]): Html {
  const t = page.t.agencies;
  if (system.live) return tag(page, 'ok', 'check', t.connected);
  return system.clientId
    ? tag(page, 'wait', 'clock', t.connecting)
    : tag(page, 'plain', 'unplug', t.notConnected);
}

function clientTable(page: Page, data: AgencyData): Html {
  const t = page.t.agencies;
  const count = (value: number | undefined) => page.format.number(value ?? 0);
  return html`<table class="t fold"><caption class="vh">${t.clients}</caption>
<thead><tr><th scope="col">${t.client}</th><th scope="col">${t.stage}</th><th scope="col">${t.state}</th><th scope="col">${t.credentials}</th><th scope="col">${t.releases}</th></tr></thead>
<tbody>${data.clients.map(
    ({ client, releases }) => html`
<tr><th scope="row"><a href="/agency/clients/${client.id}">${name(client.name[page.lang])}</a><br>${code(client.id)}</th>
<td data-label="${t.stage}">${stageOf(page, client)}</td>
<td data-label="${t.state}">${stateTag(page, client.state)}</td>
<td data-label="${t.credentials}">${credentialsOf(page, data, client)}</td>
<td data-label="${t.releases}">${t.releasesText(count(releases?.consent), count(releases?.law))}</td></tr>`,
  )}</tbody></table>`;
}

function stageOf(page: Page, { kind, stage }: AgencyData['clients'][number]['client']): Renderable {
  return kind === 'internal' ? page.t.admin.kinds.internal : page.t.life.stages[stage];
}

function credentialsOf(
  page: Page,
  data: AgencyData,
  client: AgencyData['clients'][number]['client'],
): Renderable {
  const t = page.t.agencies;
  const since = data.since.get(client.id);
  const words = since ? t.credentialsSince(page.format.date(since)) : page.t.agencies.page.keys;
  return html`<a href="/agency/clients/${client.id}/credentials">${words}<span class="vh">: ${client.name[page.lang]}</span></a>`;
}
