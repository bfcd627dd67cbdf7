import type { Call } from '../../src/developer/calls.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { code, name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface CallsData {
  readonly id: string;
  readonly name: string;
  readonly calls: readonly Call[];
  readonly wanted: 'all' | 'errors' | 'successes';
  /** The page loads itself anew, because the reader asked for it. */
  readonly live: boolean;
}

/** The last calls of one client system. */
export function callsPage(page: Page, data: CallsData): Html {
  const t = page.t.calls;
  return layout(
    page,
    { title: t.of(data.name) },
    html`<div class="head">${back(page, '/developers', page.t.developer.title)}
<h1>${rich(slot => t.of(slot(name(data.name))))}</h1><p class="lede">${t.lede}</p></div>
${narrowing(page, data)}
${data.calls.length > 0 ? table(page, data) : note(page, 'plain', 'info', html`<p>${t.none}</p>`)}
<p class="row mt5"><a href="/developers/systems/${data.id}/checks">${page.t.checks.title}</a>${page.demo && html` <a href="/developers/systems/${data.id}/sandbox">${page.t.sandbox.title}</a>`}</p>
<p class="s dim">${t.kept} ${code('GET /api/v1/developer/calls')}</p>`,
  );
}

function narrowing(page: Page, { id, wanted, live }: CallsData): Html {
  const t = page.t.calls;
  const href = (only: string, anew: boolean) =>
    `/developers/systems/${encodeURIComponent(id)}/calls?only=${only}${anew ? '&live=1' : ''}`;
  return html`<nav class="row between my" aria-label="${t.only}"><ul class="row g2">${(
    ['all', 'errors', 'successes'] as const
  ).map(
    only =>
      html`<li><a class="btn sm ${only === wanted ? '' : 'line'}" href="${href(only, live)}"${only === wanted && html` aria-current="true"`}>${t.wanted[only]}</a></li>`,
  )}</ul><a class="btn line sm" href="${href(wanted, !live)}">${icon(page, 'clock')}${live ? t.stop : t.live}</a></nav>
${live && html`<p class="s dim">${t.isLive}</p>`}`;
}

function table(page: Page, { calls }: CallsData): Html {
  const t = page.t.calls;
  return html`<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col">${t.time}</th><th scope="col">${t.step}</th><th scope="col">${t.result}</th><th scope="col">${t.why}</th></tr></thead>
<tbody>${calls.map(call => row(page, call))}</tbody></table>`;
}

function row(page: Page, call: Call): Html {
  const t = page.t.calls;
  const { ok, count } = call;
  const state = ok ? tag(page, 'ok', 'check', t.ok) : tag(page, 'bad', 'cross', t.failed);
  return html`<tr><th scope="row">${when(page, call.at, 'exact')}${count > 1 && html`<br><span class="s dim">${t.times(page.format.number(count))}</span>`}<br><span class="s dim"><span class="vh">${t.request}: </span>${code(call.requestId)}</span></th>
<td data-label="${t.step}">${t.steps[call.step]}</td>
<td data-label="${t.result}">${state}${!ok && html`<br>${code(call.code)}`}</td>
<td data-label="${t.why}">${(call.why ?? call.parameter ?? call.said) && why(page, call)}</td></tr>`;
}

function why(page: Page, { why, fix, parameter, said }: Call): Renderable {
  const t = page.t.calls;
  return html`<div class="stack g2">${why && html`<p>${why}${fix && html` <b>${fix}</b>`}</p>`}${
    parameter && html`<p class="s">${why && html`${t.parameter}: `}${code(parameter)}</p>`
  }${said && html`<p class="s dim">${t.said} <bdi lang="en">${said}</bdi></p>`}</div>`;
}
