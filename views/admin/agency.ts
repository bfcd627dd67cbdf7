/** One agency as the platform sees it: its officers, its first owner by four eyes, its systems. */
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { OfficerRow } from '../agency/data.ts';
import { officerList } from '../agency/officers.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { adminLayout } from './shell.ts';

export interface AgencyData {
  readonly id: string;
  readonly name: string;
  readonly officers: readonly (OfficerRow & { readonly mayApprove: boolean })[];
  readonly systems: readonly { readonly number: number; readonly name: string }[];
  readonly mayChange: boolean;
  readonly error: string | undefined;
}

export function agencyPage(page: Page, data: AgencyData): Html {
  const t = page.t.agencies.admin;
  const at = `/admin/agencies/${data.id}`;
  const may = new Map(data.officers.map(({ officer, mayApprove }) => [officer.id, mayApprove]));
  return adminLayout(
    page,
    { title: data.name, current: 'agencies', error: data.error !== undefined },
    html`<div class="head">${back(page, '/admin/agencies', t.title)}<h1>${name(data.name)}</h1><p class="s dim">${code(data.id)}</p></div>
${data.error && note(page, 'bad', 'warn', html`<p role="alert"><b>${data.error}</b></p>`)}
<div class="two">
<div class="stack g7">
${officerList(page, data.officers, row => actions(page, at, row, { approve: may.get(row.officer.id) === true, end: data.mayChange }))}
${data.mayChange && naming(page, at)}
</div>
<aside class="stack g5" aria-label="${t.systems}"><section class="card stack g3" aria-labelledby="systems"><h2 id="systems" class="h3">${t.systems}</h2>
${
  data.systems.length === 0
    ? html`<p class="s dim">${page.t.agencies.noSystems}</p>`
    : html`<ul class="stack g2">${data.systems.map(
        system =>
          html`<li>${page.format.number(system.number)}. <a href="/systems/${system.number}">${name(system.name)}</a></li>`,
      )}</ul>`
}
${
  data.mayChange &&
  html`<form method="post" action="${at}/systems" class="stack g2">${field(page, { name: 'systems', label: t.systems, hint: t.systemsHint, rows: 3, dir: 'ltr', value: data.systems.map(({ number }) => String(number)).join('\n') })}<div><button class="btn line sm">${t.save}</button></div></form>`
}</section></aside>
</div>`,
  );
}

function actions(
  page: Page,
  at: string,
  { officer, name: called }: OfficerRow,
  may: { readonly approve: boolean; readonly end: boolean },
): Renderable {
  if (!may.approve && !may.end) return undefined;
  const t = page.t.agencies;
  const who = html`<span class="vh">: ${called ?? t.officers.somebody}, ${t.roles[officer.role]}</span>`;
  const path = `${at}/officers/${officer.id}`;
  return html`<div class="row">${
    may.approve &&
    html`<form method="post" action="${path}/approval"><button class="btn sm">${t.admin.approve}${who}</button></form>`
  }${may.end && html`<details><summary class="btn bad sm">${t.officers.end}${who}</summary><form method="post" action="${path}/end" class="stack g2"><p class="s">${t.officers.endText}</p><div><button class="btn bad sm">${t.officers.endYes}${who}</button></div></form></details>`}</div>`;
}

function naming(page: Page, at: string): Html {
  const t = page.t.agencies;
  return html`<section class="stack" aria-labelledby="owner"><h2 id="owner">${t.admin.nameOwner}</h2><p class="dim">${t.admin.nameOwnerText}</p>
<form method="post" action="${at}/owners" class="stack g3" autocomplete="off">${field(page, { name: 'national_id', label: t.officers.nationalId, inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', required: true })}<div class="row"><button class="btn">${t.admin.ask}</button></div></form></section>`;
}
