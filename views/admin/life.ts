/** How far a client has come, what the next stage wants, and who takes part in its pilot. */
import type { Client, Condition, Life, PilotUser, Stage, Stop } from '../../src/clients/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { code } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface LifeData {
  /** Where the pages of the client stand; the administration unless said. */
  readonly base?: string;
  readonly life: Life;
  /** All of them, in order. */
  readonly stages: readonly Stage[];
  readonly users: readonly PilotUser[];
  /** The stop that holds over the client. */
  readonly stop: Stop | undefined;
}

export function lifeSection(page: Page, client: Client, data: LifeData, mayChange: boolean): Html {
  const t = page.t.life;
  const { clearanceNumber, next } = data.life;
  const certified = clearanceNumber && client.clearanceUntil;
  return html`<section class="stack" aria-labelledby="life"><h2 id="life">${t.title}</h2>
${data.stop && note(page, 'bad', 'lock', html`<p><b>${page.t.stops.holds}</b> ${data.base === undefined && html`<a href="/admin/stops">${page.t.stops.see}</a>`}</p>`)}
<ol class="card stack g2">${data.stages
    .filter(stage => stage !== 'retired' || client.stage === 'retired')
    .map(stage => rung(page, client, stage, data.stages))}</ol>
<p>${t.about[client.stage]}</p>
${certified && html`<p>${t.certificate}: ${code(clearanceNumber)} ${t.endsOn(page.format.date(certified))}</p>`}
${mayChange && next.map(step => ask(page, client, step, data))}
${(client.stage === 'pilot' || client.stage === 'cleared') && pilot(page, client, data, mayChange)}
</section>`;
}

function rung(page: Page, client: Client, stage: Stage, stages: readonly Stage[]): Html {
  const t = page.t.life;
  const here = stage === client.stage;
  const passed = stages.indexOf(stage) < stages.indexOf(client.stage);
  const mark = here
    ? tag(page, 'ok', 'check', t.here)
    : passed
      ? html`<span class="s dim">${t.reached}</span>`
      : html`<span class="s dim">${t.ahead}</span>`;
  return html`<li class="row between"${here && html` aria-current="step"`}><span>${t.stages[stage]}</span>${mark}</li>`;
}

function ask(page: Page, client: Client, { to, unmet }: Life['next'][number], data: LifeData): Renderable {
  const t = page.t.life;
  const { base = '/admin' } = data;
  if (to === client.stage && unmet.length > 0) return undefined;
  if (unmet.some(condition => condition !== 'lint' || to !== 'retired') && unmet.length > 0)
    return html`<div class="note wait"><p><b>${t.stages[to]}.</b> ${t.missing}:</p><ul>${unmet.map(condition => html`<li>${t.unmet[condition]}${mending(page, client, condition, data)}</li>`)}</ul></div>
${unmet.length === 1 && unmet[0] === 'conformance' && base === '/admin' && without(page, client, to)}`;
  return html`<details><summary class="btn ${to === 'retired' ? 'bad' : 'line'} sm">${t.ask[to]}</summary>
<form method="post" action="${base}/clients/${client.id}/steps" class="stack g2"><input type="hidden" name="to" value="${to}">
${to === 'cleared' && [field(page, { name: 'number', label: t.number, dir: 'ltr', required: true }), field(page, { name: 'until', label: t.until, hint: t.untilHint, required: true })]}
<p class="s">${to === 'retired' ? t.retireText : t.askText}</p><div><button class="btn sm">${t.ask[to]}</button></div></form></details>`;
}

/** What exactly is missing, and where it is mended. */
function mending(page: Page, client: Client, condition: Condition, data: LifeData): Renderable {
  const t = page.t.life;
  const at = `${data.base ?? '/admin'}/clients/${client.id}`;
  if (condition === 'conformance')
    return html` <a href="/developers/systems/${client.id}/checks">${t.check}</a>`;
  if (condition === 'system' && data.base === '/agency')
    return html` <a href="#system">${page.t.agencies.connect.title}</a>`;
  if (condition === 'purposes') return html` <a href="${at}/purposes/new">${t.write}</a>`;
  if (condition === 'https')
    return html` ${data.life.privateAddresses.map(address => html`${code(address)} `)}<a href="${at}/change">${page.t.admin.register.changeLink}</a>`;
  if (condition !== 'lint') return undefined;
  return data.life.faulty.map(({ purpose, findings }) => {
    const faults = findings.filter(({ weight }) => weight === 'fault');
    return html`<br><b><bdi>${purpose.name[page.lang]}</bdi></b>: ${faults.map(({ rule }) => html`${page.t.admin.lint.rules[rule]} `)}<a href="${at}/purposes/new?of=${encodeURIComponent(purpose.key)}">${t.write}</a>`;
  });
}

/** Two people may open it all the same, and say why. */
function without(page: Page, client: Client, to: Stage): Html {
  const t = page.t.life;
  return html`<details><summary class="btn line sm">${t.without}</summary>
<form method="post" action="/admin/clients/${client.id}/steps" class="stack g2"><input type="hidden" name="to" value="${to}">
${field(page, { name: 'without', label: t.withoutWhy, rows: 2, required: true })}
<p class="s">${t.withoutText}</p><div><button class="btn sm">${t.ask.live}</button></div></form></details>`;
}

function pilot(page: Page, client: Client, data: LifeData, mayChange: boolean): Html {
  const { users, base = '/admin' } = data;
  const t = page.t.life;
  return html`<section class="stack" aria-labelledby="pilot"><h3 id="pilot">${t.users}</h3><p class="s dim">${t.usersText}</p>
${users.length === 0 ? html`<p>${t.noUsers}</p>` : html`<ul class="reg">${users.map((user, index) => line(page, `${base}/clients/${client.id}`, user, index, mayChange))}</ul>`}
${
  mayChange &&
  html`<form method="post" action="${base}/clients/${client.id}/pilot-users" class="stack g2">${field(page, { name: 'national_id', label: t.nationalId, dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', required: true })}<div><button class="btn line sm">${t.add}</button></div></form>`
}</section>`;
}

function line(page: Page, at: string, user: PilotUser, index: number, mayChange: boolean): Html {
  const t = page.t.life;
  const who = t.user(page.format.number(index + 1));
  return html`<li class="row between"><span>${who} <span class="s dim">${t.added} ${when(page, user.addedAt)}</span></span>${
    mayChange &&
    html`<form method="post" action="${at}/pilot-users/${user.id}/removal"><button class="btn bad sm">${t.remove}<span class="vh">: ${who}</span></button></form>`
  }</li>`;
}
