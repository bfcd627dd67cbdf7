import type { QuickStart } from '../../src/developer/quick-starts.ts';
import type { Sandbox } from '../../src/developer/routes.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { code, name, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';

export interface DevelopersData {
  readonly issuer: string;
  readonly quickStarts: readonly QuickStart[];
  readonly sandbox: Sandbox | undefined;
}

/** The addresses of the contract; what each is for stands in the words, in this order. */
const addresses = [
  ['discovery', 'GET', '/.well-known/openid-configuration'],
  ['profile', 'GET', '/api/v1/profile'],
  ['batch', 'POST', '/api/v1/profiles'],
  ['withdrawal', 'POST', '/api/v1/consents/{id}/withdrawal'],
  ['handover', 'POST', '/api/v1/handovers'],
  ['redemption', 'POST', '/api/v1/handovers/redemption'],
  ['status', 'POST', '/api/v1/handovers/{id}/status'],
  ['events', 'GET', '/.well-known/ssf-configuration'],
  ['fields', 'GET', '/catalogue.json'],
  ['admin', 'GET', '/admin/api/v1/openapi.json'],
] as const;

/** Where somebody who connects a system begins. */
export function developersPage(page: Page, data: DevelopersData): Html {
  const t = page.t.developer;
  return layout(
    page,
    { title: t.title },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<section class="stack" aria-labelledby="steps"><h2 id="steps">${t.steps}</h2>
<ol class="steps stack g2">${[t.stepList.register, t.stepList.signIn, t.stepList.profile, t.stepList.change].map(step => html`<li>${step}</li>`)}</ol>
<p class="row"><a class="btn" href="/catalogue">${icon(page, 'grid')}${t.catalogue}</a><a class="btn line" href="/developers/errors">${icon(page, 'search')}${t.errors}</a><a class="btn line" href="/developers/inspector">${icon(page, 'eye')}${page.t.inspector.title}</a></p></section>
${calls(page)}
<section class="sec stack" aria-labelledby="start"><h2 id="start">${t.start}</h2><p class="read">${t.startText}</p>
${data.quickStarts.map(one => program(page, one))}</section>
<section class="sec stack" aria-labelledby="contract"><h2 id="contract">${t.contract}</h2><p class="read">${problem(page)}</p>
<table class="t fold"><thead><tr><th scope="col">${t.address}</th><th scope="col">${t.purpose}</th></tr></thead>
<tbody>${addresses.map(([key, verb, path]) => html`<tr><th scope="row">${code(`${verb} ${path}`)}</th><td data-label="${t.purpose}">${t.addresses[key]}</td></tr>`)}</tbody></table>
<p>${t.issuer} ${code(data.issuer)}</p></section>
${data.sandbox && sandbox(page, data.sandbox)}`,
  );
}

function calls(page: Page): Html {
  const t = page.t.calls;
  return html`<section class="sec stack" aria-labelledby="calls"><h2 id="calls">${t.systems}</h2><p class="read">${t.systemsText}</p>
<form method="get" action="/developers/systems"><div class="field"><label for="client">${t.clientId}</label>
<div class="find"><input class="in" id="client" name="client" dir="ltr" maxlength="200" autocomplete="off" required><button class="btn">${icon(page, 'search')}${t.open}</button></div></div></form></section>`;
}

function problem(page: Page): Html {
  return rich(slot =>
    page.t.developer.contractText(
      slot(code('application/problem+json')),
      slot(code('code')),
      slot(code('detail')),
      slot(code('request_id')),
    ),
  );
}

function program(page: Page, one: QuickStart): Html {
  const t = page.t.developer;
  const state = one.tested ? tag(page, 'ok', 'check', t.tested) : tag(page, 'wait', 'info', t.untested);
  return html`<details><summary><span class="row"><bdi dir="ltr">${one.name}</bdi> ${state}</span>${icon(page, 'down')}</summary>
<p class="s dim">${code(one.file)}</p>
<pre class="card scroll" dir="ltr" lang="en" tabindex="0" role="region" aria-label="${one.file}"><code>${one.code}</code></pre></details>`;
}

function sandbox(page: Page, { password, people, companies }: Sandbox): Renderable {
  const t = page.t.developer;
  const rows = (list: Sandbox['people']) =>
    list.map(
      one =>
        html`<tr><th scope="row">${name(one[page.lang])}</th><td data-label="${t.number}">${code(one.id)}</td></tr>`,
    );
  const table = (title: string, list: Sandbox['people']) =>
    html`<table class="t"><caption>${title}</caption><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.number}</th></tr></thead><tbody>${rows(list)}</tbody></table>`;
  return html`<section class="sec stack" aria-labelledby="sandbox"><h2 id="sandbox">${t.sandbox}</h2>
<p class="read">${t.sandboxText}</p>
<p>${t.password} ${code(password)}</p><p>${t.client} ${code('demo-basic')} ${code('demo-basic-secret')}</p>
<div class="stack g5">${table(t.people, people)}${table(t.companies, companies)}</div>
<p><a class="btn line" href="/demo/outbox">${icon(page, 'phone')}${t.outbox}</a></p></section>`;
}
