import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { lifeSection } from '../admin/life.ts';
import { stateTag } from '../admin/shell.ts';
import { purposeCard } from '../clients/purpose.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { askedTable } from './asked.ts';
import type { AgencyClientData } from './data.ts';
import { agencyHead, agencyLayout } from './shell.ts';

/** A client as its own agency sees it: how far it is, what it may ask, what it was sent, and its kill switch. */
export function clientPage(page: Page, data: AgencyClientData): Html {
  const t = page.t.agencies;
  const { client } = data;
  const program = client.kind === 'internal';
  return agencyLayout(
    page,
    data,
    { title: client.name[page.lang] },
    html`${agencyHead(page, data, client.name[page.lang])}
<div class="two">
<div class="stack g7">
${client.stage === 'sandbox' && note(page, 'plain', 'info', html`<p><b>${page.t.life.stages.sandbox}.</b> ${t.page.personas}</p>`)}
<section class="stack" aria-labelledby="about"><h2 id="about">${page.t.admin.client.about}</h2>${facts(page, data)}</section>
${!program && lifeSection(page, client, data, data.mayDevelop)}
${!program && systemSection(page, data)}
${!program && html`<section class="stack" aria-labelledby="purposes"><h2 id="purposes">${t.page.purposes}</h2>${purposes(page, data)}</section>`}
<section class="stack" aria-labelledby="deliveries"><h2 id="deliveries">${t.page.deliveries}</h2>${deliveries(page, data)}</section>
</div>
<aside class="stack g5" aria-label="${t.page.approvals}">
<section class="card stack" aria-labelledby="asks"><h2 id="asks" class="h3">${t.page.approvals}</h2>${
      data.approvals.length > 0
        ? askedTable(page, data.approvals)
        : html`<p class="s dim">${t.nothingWaits}</p>`
    }</section>
${links(page, data)}
${stopCard(page, data)}
</aside>
</div>`,
  );
}

function facts(page: Page, { client, system }: AgencyClientData): Html {
  const t = page.t.admin.client;
  const addresses = Array.isArray(client.metadata.redirect_uris) ? client.metadata.redirect_uris : [];
  return html`<dl class="card facts c2">
<div><dt>${t.id}</dt><dd>${code(client.id)}</dd></div>
<div><dt>${t.state}</dt><dd>${stateTag(page, client.state)}</dd></div>
<div><dt>${t.kind}</dt><dd>${page.t.admin.kinds[client.kind]}</dd></div>
<div><dt>${t.system}</dt><dd>${system ? html`<a href="/systems/${system.number}">${name(system.name)}</a>` : t.noSystem}</dd></div>
<div><dt>${t.redirects}</dt>${addresses.length === 0 ? html`<dd>${t.none}</dd>` : addresses.map(address => html`<dd>${code(String(address))}</dd>`)}</div>
<div><dt>${t.registered}</dt><dd>${when(page, client.registeredAt, 'moment')}</dd></div>
</dl>`;
}

function purposes(page: Page, data: AgencyClientData): Html {
  const t = page.t.agencies.page;
  const current = data.purposes.filter(
    ({ purpose }) => purpose.state === 'active' || purpose.state === 'pending',
  );
  const write = `/agency/clients/${data.client.id}/purposes/new`;
  const mayWrite = data.mayDevelop && data.client.state === 'active';
  return html`${
    current.length === 0
      ? html`<p class="dim">${t.noPurposes}</p>`
      : current.map(card =>
          purposeCard(page, card, {
            write:
              mayWrite && card.purpose.state === 'active'
                ? `${write}?of=${encodeURIComponent(card.purpose.key)}`
                : undefined,
          }),
        )
  }${mayWrite && html`<p><a class="btn line sm" href="${write}">${icon(page, 'plus')}${t.newPurpose}</a></p>`}`;
}

/** Which of the agency's systems this client is, and where sign-in begins there: to be said at any time. */
function systemSection(page: Page, { client, system, free, mayDevelop }: AgencyClientData): Renderable {
  const t = page.t.agencies.connect;
  const register = page.t.admin.register;
  if (!mayDevelop || client.stage === 'retired' || free.length === 0) return undefined;
  const none = client.stage === 'live' ? [] : [{ value: '', label: register.noSystem }];
  return html`<section class="stack" aria-labelledby="system"><h2 id="system">${t.title}</h2>
<p class="s dim">${t.text}</p>
<form method="post" action="/agency/clients/${client.id}/system" class="stack g3"><div class="grid2 pairs">
${field(page, {
  name: 'system',
  label: register.system,
  value: system ? String(system.number) : '',
  options: [
    ...none,
    ...free.map(({ number, name: called }) => ({
      value: String(number),
      label: `${page.format.number(number)}. ${called}`,
    })),
  ],
})}
${field(page, { name: 'sign_in_url', label: register.signInUrl, hint: t.hint, value: system?.signInUrl ?? '', dir: 'ltr' })}
</div><div><button class="btn line sm">${t.save}</button></div></form></section>`;
}

const looks = {
  waiting: ['wait', 'clock'],
  delivered: ['ok', 'check'],
  given_up: ['bad', 'cross'],
} as const;

function deliveries(page: Page, { deliveries: list }: AgencyClientData): Html {
  const t = page.t.admin.deliveries;
  if (list.length === 0) return html`<p class="dim">${page.t.agencies.page.noDeliveries}</p>`;
  return html`<table class="t fold"><caption class="vh">${page.t.agencies.page.deliveries}</caption>
<thead><tr><th scope="col">${t.what}</th><th scope="col">${t.state}</th><th scope="col">${t.tries}</th></tr></thead>
<tbody>${list.map(delivery => {
    const [kind, sign] = looks[delivery.state];
    return html`
<tr><th scope="row">${t.kinds[delivery.kind]}<br><span class="s dim">${when(page, delivery.createdAt)}</span></th>
<td class="flush">${tag(page, kind, sign, t.states[delivery.state])}${delivery.status && html` ${code(String(delivery.status))}`}${delivery.failure && html` ${code(delivery.failure)}`}</td>
<td class="flush">${t.triesOf(page.format.number(delivery.attempts), delivery.attempts)}</td></tr>`;
  })}</tbody></table>`;
}

/** The kill switch of the agency's own; what the platform stopped only the platform lifts. */
function stopCard(page: Page, data: AgencyClientData): Renderable {
  const t = page.t.agencies.page;
  const { client, stop } = data;
  const at = `/agency/clients/${client.id}/stop`;
  const button = (path: string, words: string, look: string) =>
    html`<form method="post" action="${at}/${path}"><button class="btn ${look} sm">${words}</button></form>`;
  if (stop) {
    const others = !data.stoppedByMe && data.mayStop && data.stopIsOurs;
    return html`<section class="card stack g3" aria-labelledby="stop"><h2 id="stop" class="h3">${t.stop}</h2>
<p><b>${t.stopped}</b> ${data.stopIsOurs ? t.stoppedBy : t.stoppedByPlatform}</p>
${stop.state === 'unconfirmed' && others && button('confirmation', t.confirmStop, '')}
${stop.state === 'unconfirmed' && others && button('lifting', t.liftStop, 'line')}
${stop.state === 'confirmed' && data.mayStop && data.stopIsOurs && button('lifting', t.liftAsk, 'line')}
${stop.state === 'lifting' && data.mayStop && data.stopIsOurs && button('lifting', t.liftStop, 'line')}</section>`;
  }
  if (!data.mayStop || client.state !== 'active') return undefined;
  return html`<section class="card stack g3" aria-labelledby="stop"><h2 id="stop" class="h3">${t.stop}</h2>
<details><summary class="btn bad sm">${page.t.stops.makeClient}${icon(page, 'lock')}</summary><form method="post" action="${at}" class="stack g2"><p class="s">${t.stopText}</p>${field(page, { name: 'reason', label: page.t.stops.reason, rows: 2, required: true })}<div><button class="btn bad sm">${page.t.stops.stop}</button></div></form></details></section>`;
}

/** What else is known of it: its secrets and keys, and its latest calls with what went wrong. */
function links(page: Page, { client, mayDevelop }: AgencyClientData): Html {
  const t = page.t.agencies;
  return html`<section class="card stack g3"><p><a class="btn line sm" href="/agency/clients/${client.id}/credentials">${icon(page, 'key')}${t.credentials}</a></p>
${mayDevelop && client.kind !== 'internal' && client.state === 'active' && html`<p><a class="btn line sm" href="/agency/clients/${client.id}/change">${icon(page, 'pen')}${page.t.admin.register.changeLink}</a></p>`}
<p><a class="btn line sm" href="/developers/systems/${client.id}/calls">${icon(page, 'eye')}${t.page.calls}</a></p>
${client.kind !== 'internal' && html`<p><a class="btn line sm" href="/developers/systems/${client.id}/checks">${icon(page, 'check')}${page.t.checks.title}</a></p>`}
${page.demo && client.kind === 'sandbox' && html`<p><a class="btn line sm" href="/developers/systems/${client.id}/sandbox">${icon(page, 'unplug')}${page.t.sandbox.title}</a></p>`}</section>`;
}
