import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { PurposeCard } from '../clients/data.ts';
import { purposeCard } from '../clients/purpose.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { ClientData } from './data.ts';
import { lifeSection } from './life.ts';
import { adminLayout, stateTag } from './shell.ts';
import { thread } from './thread.ts';

/** All that is registered of a client, who sent and approved it, and what can be done with it. */
export function clientPage(page: Page, data: ClientData): Html {
  const { client } = data;
  const t = page.t.admin.client;
  const { lang } = page;
  const agency = client.agency?.name[lang] ?? page.t.admin.clients.noAgency;
  return adminLayout(
    page,
    { title: client.name[lang], current: 'clients' },
    html`<div class="head">${back(page, '/admin/clients', page.t.admin.nav.clients)}<h1>${name(client.name[lang])}</h1><p class="s dim">${name(agency)}</p></div>
<div class="two">
<div class="stack g7">
${standing(page, data)}
${lifeSection(page, client, data, data.mayChange)}
<section class="stack" aria-labelledby="about"><h2 id="about">${t.about}</h2>${facts(page, data)}</section>
<section class="stack" aria-labelledby="purposes"><h2 id="purposes">${t.purposes}</h2>${purposes(page, data)}</section>
</div>
<aside class="stack g5" aria-label="${t.eyes}">
<section class="card stack" aria-labelledby="eyes"><h2 id="eyes" class="h3">${t.eyes}</h2>${thread(page, data.approvals)}${more(page, data.moreApprovals)}</section>
${data.mayChange && actions(page, data)}
</aside>
</div>`,
  );
}

function standing(page: Page, { client, approvals, stop }: ClientData): Renderable {
  const t = page.t.admin.client;
  const open = approvals.find(row => row.approval.decision === null);
  const go = open && html`<p><a href="/admin/approvals/${open.approval.id}">${t.decide}</a></p>`;
  if (client.state === 'pending')
    return note(page, 'wait', 'clock', html`<p><b>${t.waitingTitle}</b> ${t.waitingText}</p>${go}`);
  // Under an emergency stop the section of its life says so.
  if (client.state === 'suspended' && !stop)
    return note(page, 'bad', 'lock', html`<p><b>${t.suspendedTitle}</b> ${t.suspendedText}</p>`);
  if (client.state === 'refused')
    return note(page, 'bad', 'cross', html`<p><b>${t.refusedTitle}</b> ${t.refusedText}</p>`);
  return go;
}

function facts(page: Page, { client, system }: ClientData): Html {
  const t = page.t.admin.client;
  const words: Readonly<Record<string, string | undefined>> = page.t.admin.authMethods;
  const method = String(client.metadata.token_endpoint_auth_method ?? '');
  const profiles: Readonly<Record<string, string | undefined>> = page.t.admin.profiles;
  const encrypted = client.metadata.id_token_encrypted_response_alg;
  return html`<dl class="card facts c2">
<div><dt>${t.id}</dt><dd>${code(client.id)} <a href="/developers/systems/${client.id}/calls">${page.t.calls.title}</a></dd></div>
<div><dt>${t.state}</dt><dd>${stateTag(page, client.state)}</dd></div>
<div><dt>${t.kind}</dt><dd>${page.t.admin.kinds[client.kind]}</dd></div>
<div><dt>${t.agency}</dt><dd>${client.agency ? name(client.agency.name[page.lang]) : page.t.admin.clients.noAgency}</dd></div>
<div><dt>${t.system}</dt><dd>${system ? html`<a href="/systems/${system.number}">${name(system.name)}</a>` : t.noSystem}</dd></div>
<div><dt>${t.auth}</dt><dd>${words[method] ?? code(method)}</dd><dd><a href="/admin/clients/${client.id}/credentials">${page.t.credentials.title}</a></dd></div>
<div><dt>${t.profile}</dt><dd>${profiles[String(client.metadata.security_profile ?? 'baseline')]}</dd></div>
<div><dt>${t.encryption}</dt><dd>${typeof encrypted === 'string' ? code(encrypted) : t.none}</dd></div>
<div><dt>${t.redirects}</dt>${addresses(page, client.metadata.redirect_uris)}</div>
<div><dt>${t.logouts}</dt>${addresses(page, client.metadata.post_logout_redirect_uris)}</div>
<div><dt>${t.listens}</dt>${addresses(page, [client.metadata.backchannel_logout_uri].filter(Boolean))}</div>
<div><dt>${t.registered}</dt><dd>${when(page, client.registeredAt, 'moment')}</dd></div>
</dl>`;
}

function addresses(page: Page, list: unknown): Renderable {
  if (!Array.isArray(list) || list.length === 0) return html`<dd>${page.t.admin.client.none}</dd>`;
  return list.map(address => html`<dd>${code(String(address))}</dd>`);
}

function purposes(page: Page, { purposes: cards, widenings, client, mayChange }: ClientData): Html {
  const t = page.t.admin.client;
  const current = cards.filter(({ purpose }) => purpose.state === 'active' || purpose.state === 'pending');
  const past = cards.filter(card => !current.includes(card));
  const base = `/admin/clients/${client.id}/purposes/new`;
  const may = mayChange && client.state === 'active' && client.kind !== 'internal';
  const add =
    may && html`<p><a class="btn line sm" href="${base}">${icon(page, 'plus')}${page.t.versions.add}</a></p>`;
  if (cards.length === 0) return html`<p class="dim">${t.noPurposes}</p>${add}`;
  const shown = (card: PurposeCard) => {
    const write = may && card.purpose.state === 'active' ? `${base}?of=${card.purpose.key}` : undefined;
    return purposeCard(page, card, {
      widening: widenings.find(one => one.purposeId === card.purpose.id),
      write,
    });
  };
  return html`${current.map(shown)}${add}${
    past.length > 0 &&
    html`<details><summary>${t.older(page.format.number(past.length), past.length)}${icon(page, 'down')}</summary><div class="stack">${past.map(card => purposeCard(page, card))}</div></details>`
  }`;
}

/** Taking away asks once more, without script. */
function actions(page: Page, data: ClientData): Renderable {
  const { client } = data;
  const t = page.t.admin.client;
  const { state } = client;
  const ask = (what: string, text: string, yes: string, path: string) =>
    html`<details><summary class="btn bad sm">${what}</summary><form method="post" action="/admin/clients/${client.id}/${path}" class="stack g2"><p class="s">${text}</p><div><button class="btn bad sm">${yes}</button></div></form></details>`;
  const stop = html`<details><summary class="btn bad sm">${page.t.stops.makeClient}</summary><form method="post" action="/admin/clients/${client.id}/stop" class="stack g2">${field(page, { name: 'reason', label: page.t.stops.reason, rows: 2, required: true })}<div><button class="btn bad sm">${page.t.stops.stop}</button></div></form></details>`;
  const possible = [
    state === 'active' &&
      client.kind !== 'internal' &&
      html`<p><a class="btn line sm" href="/admin/clients/${client.id}/change">${page.t.admin.register.changeLink}</a></p>`,
    state === 'active' && stop,
    state === 'active' && ask(t.suspend, t.suspendText, t.suspendYes, 'suspension'),
    state === 'suspended' &&
      client.stage !== 'retired' &&
      !data.stop &&
      html`<form method="post" action="/admin/clients/${client.id}/resumption"><button class="btn line sm">${t.resume}</button></form>`,
    client.metadata.token_endpoint_auth_method === 'client_secret_basic' &&
      state !== 'refused' &&
      ask(t.renew, t.renewText, t.renewYes, 'secret'),
  ].filter(Boolean);
  if (possible.length === 0) return undefined;
  return html`<section class="card stack acts" aria-labelledby="changes"><h2 id="changes" class="h3">${t.changes}</h2>${possible}</section>`;
}
