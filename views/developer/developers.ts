import type { QuickStart } from '../../src/developer/quick-starts.ts';
import type { Sandbox } from '../../src/developer/routes.ts';
import type { Commands } from '../../src/developer/tries.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { code, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { hardCases, listing, own, personas } from './sandbox-parts.ts';

export interface DevelopersData {
  readonly issuer: string;
  readonly quickStarts: readonly QuickStart[];
  readonly eventReceiver: Pick<QuickStart, 'file' | 'code'>;
  readonly commands: Commands;
  readonly sandbox: Sandbox | undefined;
}

/** The addresses of the contract; what each is for stands in the words, in this order. */
const addresses = [
  ['discovery', 'GET', '/.well-known/openid-configuration'],
  ['profile', 'GET', '/api/v1/profile'],
  ['batch', 'POST', '/api/v1/profiles'],
  ['forms', 'POST', '/api/v1/forms'],
  ['withdrawal', 'POST', '/api/v1/consents/{id}/withdrawal'],
  ['handover', 'POST', '/api/v1/handovers'],
  ['redemption', 'POST', '/api/v1/handovers/redemption'],
  ['status', 'POST', '/api/v1/handovers/{id}/status'],
  ['events', 'GET', '/.well-known/ssf-configuration'],
  ['calls', 'GET', '/api/v1/developer/calls'],
  ['checks', 'POST', '/api/v1/developer/checks'],
  ['fields', 'GET', '/catalogue.json'],
  ['admin', 'GET', '/admin/api/v1/openapi.json'],
] as const;

/** From nothing to open to all; where each step is done. */
const steps = [
  ['register', '/agency'],
  ['signIn', '#start'],
  ['profile', '/catalogue'],
  ['mistakes', '#calls'],
  ['hard', '#hard'],
  ['change', '#events'],
  ['check', '#shell'],
  ['live', '/agency'],
] as const;

/** Where somebody who connects a system begins. */
export function developersPage(page: Page, data: DevelopersData): Html {
  const t = page.t.developer;
  return layout(
    page,
    { title: t.title },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<section class="stack" aria-labelledby="steps"><h2 id="steps">${t.steps}</h2>
<ol class="steps stack g3">${steps.map(([key, href]) => {
      const { title, text } = t.stepList[key];
      const there = data.sandbox || href !== '#hard';
      return html`<li>${there ? html`<a href="${href}"><b>${title}</b></a>` : html`<b>${title}</b>`}<br>${text}</li>`;
    })}</ol>
<p class="row"><a class="btn" href="/catalogue">${icon(page, 'grid')}${t.catalogue}</a><a class="btn line" href="/developers/errors">${icon(page, 'search')}${t.errors}</a><a class="btn line" href="/developers/inspector">${icon(page, 'eye')}${page.t.inspector.title}</a></p></section>
${data.sandbox && own(page, data.commands)}
<section class="sec stack" aria-labelledby="start"><h2 id="start">${t.start}</h2><p class="read">${t.startText}</p>
${data.quickStarts.map(one => program(page, one))}</section>
${calls(page)}
${data.sandbox && hardCases(page, data.commands)}
<section class="sec stack" aria-labelledby="events"><h2 id="events">${t.events}</h2><p class="read">${t.eventsText}</p>
${file(page, 'receive.ts', data.eventReceiver, undefined)}</section>
<section class="sec stack" aria-labelledby="shell"><h2 id="shell">${t.shell}</h2><p class="read">${t.shellText}</p>
${listing('npx yekbar', data.commands.shell)}</section>
<section class="sec stack" aria-labelledby="contract"><h2 id="contract">${t.contract}</h2><p class="read">${problem(page)}</p>
<table class="t fold"><thead><tr><th scope="col">${t.address}</th><th scope="col">${t.purpose}</th></tr></thead>
<tbody>${addresses.map(([key, verb, path]) => html`<tr><th scope="row">${code(`${verb} ${path}`)}</th><td data-label="${t.purpose}">${t.addresses[key]}</td></tr>`)}</tbody></table>
<p>${t.issuer} ${code(data.issuer)}</p></section>
${data.sandbox && personas(page, data.sandbox)}`,
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
  return file(page, one.name, one, state);
}

/** A file of the examples, whole, under its name. */
function file(
  page: Page,
  called: string,
  { file, code: text }: Pick<QuickStart, 'file' | 'code'>,
  state: Renderable,
): Html {
  return html`<details><summary><span class="row"><bdi dir="ltr">${called}</bdi> ${state}</span>${icon(page, 'down')}</summary>
<p class="s dim">${code(file)}</p>
${listing(file, text)}</details>`;
}
