import { type Html, html, type Renderable, textOf } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { flowLayout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { lawLines } from '../parts/law.ts';
import { nuqtaKey } from '../parts/nuqta.ts';
import { name, rich } from '../parts/rich.ts';
import { sayFields } from '../parts/say.ts';
import { note } from '../parts/tag.ts';
import type { ConsentData, ValueRow, Voucher } from './data.ts';
import { valueGroups } from './values.ts';

/**
 * One page that shows purpose, legal basis, and each field with its exact value before the answer. Three faces: asked
 * for the first time, asked only for what is new, and given by law, where there is nothing to allow.
 */
export function consentPage(page: Page, data: ConsentData): Html {
  const { title } = headings(page, data, data.groups.flatMap(group => group.rows).length);
  return flowLayout(page, data.panel, { title, width: 'full' }, consentAct(page, data));
}

/** The framed act itself: what is asked, with every value, and the two answers. */
export function consentAct(page: Page, data: ConsentData): Html {
  const rows = data.groups.flatMap(group => group.rows);
  const words = headings(page, data, rows.length);
  return html`<div class="act stack g5">
<div class="stack g2">
<h1>${words.title}</h1>
<p class="dim">${words.about}</p>
</div>
${facts(page, data)}
<div>
${nuqtaKey(page, vouchersOf(data), true)}
${valueGroups(page, data.groups, { level: 2, added: data.already.length > 0 })}
</div>
${staleNote(page, rows)}
${data.groups.map(group => downNote(page, group.registry, group.rows))}
${changedNote(page, data)}
${earlier(page, data)}
${beside(page, data)}
${data.basis === 'law' ? passage(page, data) : decision(page, data, rows.length)}
</div>`;
}

/**
 * The words of the page as they are kept with the yes: all of them but the values, which are kept apart, and the
 * dates of the values.
 */
export function consentText(page: Page, data: ConsentData): string {
  const rows = data.groups.flatMap(group => group.rows);
  const words = headings(page, data, rows.length);
  const labelsOf = (groups: ConsentData['groups']) =>
    groups.map(
      group => html`<h2>${group.registry}</h2><ul>${group.rows.map(row => html`<li>${row.label}</li>`)}</ul>`,
    );
  return textOf(
    html`<h1>${words.title}</h1><p>${words.about}</p>${facts(page, data)}${labelsOf(data.groups)}${changedNote(page, data)}${earlier(page, data)}${besideWords(page, data)}${labelsOf(data.byLaw ?? [])}${
      data.basis === 'law' ? passage(page, data) : decision(page, data, rows.length)
    }`,
  );
}

function headings(page: Page, data: ConsentData, count: number): { title: string; about: Html } {
  const t = page.t.flow.consent;
  const n = page.format.number(count);
  const subject = html`<b>${name(data.subject)}</b>`;
  if (data.basis === 'law')
    return { title: t.lawTitle(data.agency, n, count), about: rich(slot => t.lawAbout(slot(subject))) };
  if (data.already.length === 0)
    return { title: t.title(data.agency, n, count), about: rich(slot => t.about(slot(subject))) };
  const before = page.format.number(data.already.length);
  if (data.groups.some(group => group.rows.some(row => row.renewed)))
    return {
      title: t.againTitle(n, count),
      about: rich(slot => t.againAbout(slot(subject), before, n, count)),
    };
  return {
    title: t.newTitle(n, count),
    about: rich(slot => t.newAbout(slot(subject), before, n, count)),
  };
}

function facts(page: Page, data: ConsentData): Html {
  const t = page.t.flow.consent;
  const { law, purpose } = data;
  const comma = page.t.common.comma;
  return html`<dl class="facts c2">
<div><dt>${t.purpose}</dt><dd>${purpose.name}</dd><dd>${purpose.text}</dd></div>
<div><dt>${t.receiver}</dt><dd>${data.panel.system}${comma}${data.agency}</dd></div>
<div><dt>${t.why}</dt>${lawLines(page, law)}</div>
<div><dt>${t.keeps}</dt><dd>${purpose.retention}</dd>${
    data.basis === 'consent' && html`<dd>${t.until(page.format.date(data.until))}</dd>`
  }</div>
</dl>`;
}

function vouchersOf(data: ConsentData): Voucher[] {
  return [...new Set(data.groups.flatMap(group => [group.voucher, ...group.rows.map(row => row.voucher)]))];
}

function labels(page: Page, rows: readonly ValueRow[]): string {
  return page.format.list(rows.map(row => row.label));
}

function staleNote(page: Page, rows: readonly ValueRow[]): Renderable {
  const t = page.t.flow.consent;
  const stale = rows.filter(row => row.stale && row.status === 'present');
  return (
    stale.length > 0 &&
    note(page, 'wait', 'clock', html`<p><b>${t.staleLead(labels(page, stale))}</b> ${t.staleText}</p>`)
  );
}

function downNote(page: Page, registry: string, rows: readonly ValueRow[]): Renderable {
  const t = page.t.flow.consent;
  const down = rows.filter(row => row.status === 'source_down');
  return (
    down.length > 0 &&
    note(page, 'bad', 'unplug', html`<p><b>${t.downLead(registry)}</b> ${t.downText(labels(page, down))}</p>`)
  );
}

function earlier(page: Page, data: ConsentData): Renderable {
  const count = data.already.length;
  return (
    count > 0 &&
    html`<details><summary>${page.t.flow.consent.already(page.format.number(count), count)}${icon(page, 'down')}</summary>
<ul class="steps plain">${data.already.map(label => html`<li>${label}</li>`)}</ul></details>`
  );
}

/** Why something is asked that was allowed before. */
function changedNote(page: Page, data: ConsentData): Renderable {
  const t = page.t.flow.consent;
  const changes = data.changes ?? [];
  const renewed = data.groups.flatMap(group => group.rows).filter(row => row.renewed);
  if (changes.length > 0) {
    const what = page.format.list(changes.map(change => t.changes[change]));
    return note(page, 'wait', 'undo', html`<p><b>${t.changedLead(what)}</b> ${t.changedText}</p>`);
  }
  return (
    renewed.length > 0 &&
    note(page, 'wait', 'undo', html`<p><b>${t.renewedLead(labels(page, renewed))}</b> ${t.changedText}</p>`)
  );
}

/** What the law gives stands in a list of its own and is not part of the question. */
function beside(page: Page, data: ConsentData): Renderable {
  const groups = data.byLaw ?? [];
  return (
    groups.length > 0 &&
    html`<section class="stack g3" aria-labelledby="by-law">${besideWords(page, data)}
${valueGroups(page, groups, { level: 3 })}</section>`
  );
}

function besideWords(page: Page, data: ConsentData): Renderable {
  const t = page.t.flow.consent;
  const count = (data.byLaw ?? []).flatMap(group => group.rows).length;
  return (
    count > 0 &&
    html`<h2 id="by-law">${t.besideLaw(page.format.number(count), count)}</h2>
${note(page, 'law', 'law', html`<p><b>${t.byLawLead}</b> ${t.byLawText}</p>`)}`
  );
}

/** Two answers of the same weight, none preselected. */
function decision(page: Page, data: ConsentData, count: number): Html {
  const t = page.t.flow.consent;
  const n = page.format.number(count);
  const consequence =
    data.already.length > 0
      ? t.ifNewDenied(page.format.number(data.already.length), n)
      : rich(slot => t.ifDenied(slot(name(data.panel.system)), n, count));
  return html`<form method="post" action="${data.action}" aria-labelledby="decide">${asked(page, data)}
<h2 id="decide"${(data.say ?? []).length > 0 && html` class="mt5"`}>${t.decide}</h2>
<p class="dim">${consequence}</p>
<div class="answers"><button class="btn" name="decision" value="allow">${icon(page, 'check')}${t.allow}</button><button class="btn ink" name="decision" value="deny">${icon(page, 'cross')}${t.deny}</button></div>
<p class="s dim mt3">${t.withdraw}</p>
</form>`;
}

/** By law: nothing to allow, so nothing that looks like allowing. */
function passage(page: Page, data: ConsentData): Html {
  const t = page.t.flow.consent;
  return html`${note(page, 'law', 'law', html`<p><b>${t.byLawLead}</b> ${t.byLawText}</p>`)}
<form method="post" action="${data.action}">${asked(page, data)}<button class="btn wide mt4" name="decision" value="allow">${t.continue}</button></form>`;
}

/** What is said once, here, because no register holds it. */
function asked(page: Page, data: ConsentData): Renderable {
  const t = page.t.say;
  const fields = data.say ?? [];
  return (
    fields.length > 0 &&
    html`<section class="card stack g4" aria-labelledby="say"><h2 id="say">${t.title}</h2>
<p class="dim">${t.lede}</p>
${sayFields(page, fields)}</section>
`
  );
}
