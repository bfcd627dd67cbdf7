import type { Found } from '../../src/admin/lookup.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { adminLayout, stateTag } from './shell.ts';

export interface LookupData {
  readonly reasons: readonly (keyof Page['t']['lookup']['reasons'])[];
  readonly form: Readonly<Record<'text' | 'reason' | 'reference' | 'day', string>>;
  readonly error: string | undefined;
  /** undefined: nothing was looked for yet. */
  readonly found: readonly Found[] | undefined;
  /** Statuses of entities in words. */
  readonly statusOf: (status: string) => string;
}

/** Looking something up for a reason: states and counts, never a name or a value. */
export function lookupPage(page: Page, data: LookupData): Html {
  const t = page.t.lookup;
  return adminLayout(
    page,
    { title: t.title, current: 'lookup', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
${data.error && note(page, 'bad', 'warn', html`<p role="alert"><b>${data.error}</b></p>`)}
${data.found && answer(page, data, data.found)}
${form(page, data)}`,
  );
}

function form(page: Page, { form, reasons }: LookupData): Html {
  const t = page.t.lookup;
  const options = [
    { value: '', label: t.choose },
    ...reasons.map(reason => ({ value: reason, label: t.reasons[reason] })),
  ];
  return html`<form method="post" action="/admin/lookup" class="stack" role="search" aria-label="${t.title}">
${field(page, { name: 'text', label: t.text, hint: t.textHint, value: form.text, dir: 'ltr', autocomplete: 'off', required: true })}
<div class="grid2">
${field(page, { name: 'reason', label: t.reason, value: form.reason, options })}
${field(page, { name: 'reference', label: t.reference, hint: t.referenceHint, value: form.reference, dir: 'ltr', autocomplete: 'off', required: true })}
${field(page, { name: 'day', label: t.day, hint: t.dayHint, value: form.day, autocomplete: 'off' })}
</div>
<div class="row"><button class="btn">${icon(page, 'search')}${t.submit}</button></div></form>`;
}

function answer(page: Page, data: LookupData, found: readonly Found[]): Html {
  const t = page.t.lookup;
  return html`<section class="stack" aria-labelledby="found"><h2 id="found">${t.found}</h2>
${found.length === 0 ? html`<p role="status">${t.nothing}</p>` : found.map(one => html`<article class="card stack g2"><h3>${t.kinds[one.kind]}</h3>${shown(page, data, one)}</article>`)}
${note(page, 'plain', 'eye', html`<p>${t.noValues}</p>`)}</section>`;
}

function shown(page: Page, data: LookupData, one: Found): Html {
  const t = page.t.lookup;
  const { format } = page;
  const facts = (rows: readonly (readonly [string, Html | string])[]) =>
    html`<dl class="facts c3">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
  switch (one.kind) {
    case 'person':
      return facts([
        [t.state, t.personStates[one.state]],
        ...(one.since ? [[t.since, when(page, one.since, 'date')] as const] : []),
        [t.standing, format.number(one.consents)],
        [t.openCases, format.number(one.cases)],
      ]);
    case 'entity':
      return facts([
        [t.state, data.statusOf(one.status)],
        [t.asOf, when(page, one.asOf, 'date')],
        [t.standing, format.number(one.consents)],
      ]);
    case 'client':
      return html`<p class="row"><a href="/admin/clients/${one.client.id}">${name(one.client.name[page.lang])}</a> ${stateTag(page, one.client.state)}</p>`;
    case 'agency':
      return html`<p><a href="/admin/agencies/${one.agency.id}">${name(one.agency.name[page.lang])}</a></p>`;
    case 'approval':
      return html`<p><a href="/admin/approvals/${one.approval.id}">${code(one.approval.clientId)}</a> ${when(page, one.approval.requestedAt)}</p>`;
    case 'system':
      return html`<p><a href="/systems/${one.system.number}">${name(one.system.name[page.lang])}</a></p>`;
    case 'case':
      return html`<p><a href="/admin/cases/${one.found.id}">${code(one.found.number)}</a> ${t.openedAt} ${when(page, one.found.openedAt)}</p>`;
    case 'consent':
      return facts([
        [t.state, one.stands ? t.stands : t.ended],
        [t.client, code(one.found.clientId)],
        [t.givenAt, when(page, one.found.givenAt)],
      ]);
    case 'events':
      return html`<div class="scroll" tabindex="0" role="region" aria-label="${t.kinds.events}"><table class="t"><thead><tr><th scope="col">${t.at}</th><th scope="col">${t.what}</th><th scope="col">${t.client}</th></tr></thead>
<tbody>${one.events.map(
        event =>
          html`<tr><th scope="row">${when(page, event.at)}</th><td>${code(event.kind)}</td><td>${event.clientId && code(event.clientId)}</td></tr>`,
      )}</tbody></table></div>`;
  }
}
