import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { valueGroups } from '../flow/values.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { errorAt, mistakeNote } from '../parts/mistake.ts';
import { code, name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { MachineDetail, MachineForm, MachineList, MachineListed, MachineReview } from './data.ts';

/** Software that fetches by itself: whose, by whose word, until when. */
export function machinesPage(page: Page, data: MachineList): Html {
  const t = page.t.machines;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g5">
${
  data.mayMake
    ? html`<p><a class="btn" href="/me/machines/new">${icon(page, 'plus')}${t.make}</a></p>`
    : note(page, 'plain', 'info', html`<p><b>${t.mayNotLead}</b> ${t.mayNotText}</p>`)
}
${data.machines.length > 0 ? html`<div class="live">${data.machines.map(one => card(page, one))}</div>` : html`<p class="dim">${t.none}</p>`}
</div>`,
  );
}

function card(page: Page, one: MachineListed): Html {
  const t = page.t.machines;
  return html`<article class="card"><h2 class="h3">${name(one.name)}</h2>${stateTag(page, one)}
<p>${name(one.entity)}</p>
<p class="s dim">${page.t.me.fields(page.format.number(one.count), one.count)}${page.t.common.comma}${rich(slot => page.t.me.period(slot(when(page, one.madeAt, 'date')), slot(when(page, one.until, 'date'))))}</p>
<p><a href="/me/machines/${one.id}">${t.open}<span class="vh">: ${one.name}</span></a></p></article>`;
}

function stateTag(page: Page, one: MachineListed): Html {
  const words = page.t.machines.states[one.state];
  return one.state === 'runs' ? tag(page, 'ok', 'check', words) : tag(page, 'plain', 'ended', words);
}

export function newMachinePage(page: Page, data: MachineForm): Html {
  const t = page.t.machines;
  const { typed } = data;
  const wrong = data.wrong ? [data.wrong] : [];
  return layout(
    page,
    { title: t.newTitle, current: 'record', error: data.wrong !== undefined },
    html`<div class="head">${back(page, '/me/machines', t.title)}<h1>${t.newTitle}</h1><p class="lede">${t.newLede}</p></div>
${data.wrong && mistakeNote(page, undefined, wrong)}
<form method="post" action="/me/machines/review" class="stack g5">
${field(page, { name: 'entity', ...errorAt(wrong, 'entity'), label: t.entity, value: typed.entity, options: data.entities.map(one => ({ value: one.id, label: one.name })) })}
${field(page, { name: 'name', ...errorAt(wrong, 'name'), label: t.name, hint: t.nameHint, value: typed.name, required: true })}
${field(page, { name: 'jwks', ...errorAt(wrong, 'jwks'), label: t.jwks, hint: t.jwksHint, value: typed.jwks, rows: 6, dir: 'ltr', required: true })}
${field(page, { name: 'days', ...errorAt(wrong, 'days'), label: t.days, hint: t.daysHint, value: page.format.digits(typed.days), inputmode: 'numeric', dir: 'ltr', required: true })}
<fieldset class="stack g3" id="fields"><legend>${t.fields}</legend>${data.groups.map(group => fieldGroup(page, group, typed.fields))}</fieldset>
<p><button class="btn">${t.review}</button></p>
</form>`,
  );
}

/** The fields of one register, folded away until they are wanted. */
function fieldGroup(page: Page, group: MachineForm['groups'][number], chosen: readonly string[]): Html {
  const open = group.fields.some(one => chosen.includes(one.key));
  return html`<details class="card"${open && html` open`}><summary><b>${group.registry}</b> <span class="s dim whole">${page.t.me.fields(page.format.number(group.fields.length), group.fields.length)}</span>${icon(page, 'down')}</summary>
<div class="grid2">${group.fields.map(
    one =>
      html`<label class="check p0"><input type="checkbox" name="fields" value="${one.key}"${chosen.includes(one.key) && html` checked`}><span>${one.label}</span></label>`,
  )}</div></details>`;
}

/** Exactly what the software would get now, before the yes. */
export function reviewMachinePage(page: Page, data: MachineReview): Html {
  const t = page.t.machines;
  const hidden = (key: string, value: string) => html`<input type="hidden" name="${key}" value="${value}">`;
  return layout(
    page,
    { title: t.reviewTitle, current: 'record' },
    html`<div class="head">${back(page, '/me/machines', t.title)}<h1>${t.reviewTitle}</h1>
<p class="lede">${rich(slot => t.reviewLede(slot(name(data.name)), slot(name(data.entity))))}</p></div>
<div class="act stack g5">
<dl class="facts c2"><div><dt>${t.until}</dt><dd>${when(page, data.until, 'date')}</dd></div><div><dt>${t.record}</dt><dd>${t.recordText}</dd></div></dl>
<div>${valueGroups(page, data.groups, { level: 2 })}</div>
<form method="post" action="/me/machines">${hidden('entity', data.entityId)}${hidden('name', data.name)}${hidden('jwks', data.jwks)}${hidden('days', String(data.days))}${data.fields.map(key => hidden('fields', key))}${hidden('shown', data.hash)}
<p class="row"><button class="btn">${icon(page, 'check')}${t.confirm}</button><a class="btn line" href="/me/machines">${t.cancel}</a></p></form>
</div>`,
  );
}

export function machinePage(page: Page, one: MachineDetail): Html {
  const t = page.t.machines;
  return layout(
    page,
    { title: one.name, current: 'record' },
    html`<div class="head">${back(page, '/me/machines', t.title)}<h1>${name(one.name)}</h1></div>
<div class="stack g5">
<dl class="card facts c2">
<div><dt>${t.entity}</dt><dd>${name(one.entity)}</dd><dd>${stateTag(page, one)}</dd></div>
<div><dt>${t.maker}</dt><dd>${one.maker ? name(one.maker) : t.you}</dd><dd>${t.recordText}</dd></div>
<div><dt>${t.madeAt}</dt><dd>${when(page, one.madeAt, 'moment')}</dd></div>
<div><dt>${one.endedAt ? t.endedAt : t.until}</dt><dd>${when(page, one.endedAt ?? one.until, 'moment')}</dd></div>
<div><dt>${t.clientId}</dt><dd>${code(one.clientId)}</dd></div>
<div><dt>${t.consent}</dt><dd><a href="/me/consents/${one.consentId}">${t.consentLink}</a></dd></div>
</dl>
<section class="stack g3" aria-labelledby="fields"><h2 id="fields">${t.fields}</h2><ul class="bullets cols">${one.fields.map(label => html`<li>${label}</li>`)}</ul></section>
${one.state === 'runs' && running(page, one)}
</div>`,
  );
}

function running(page: Page, one: MachineDetail): Renderable {
  const t = page.t.machines;
  return html`<section class="stack g3" aria-labelledby="how"><h2 id="how">${t.how}</h2>
<p>${rich(slot => t.howToken(slot(code(`POST ${one.tokenEndpoint}`)), slot(code('client_credentials')), slot(code('private_key_jwt')), slot(code('business_profile'))))}</p>
<p>${rich(slot => t.howProfile(slot(code(`GET ${one.profile}`))))}</p></section>
<section class="card stack g3" aria-labelledby="end"><h2 id="end" class="h3">${t.end}</h2><p>${t.endText}</p>
<form method="post" action="/me/machines/${one.id}/end"><button class="btn bad">${icon(page, 'undo', { flip: true })}${t.endYes}</button></form></section>`;
}
