import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import type { MyAgency } from './data.ts';
import { roleTags } from './shell.ts';

/** The agencies of whoever reads. */
export function agenciesPage(page: Page, agencies: readonly MyAgency[]): Html {
  const t = page.t.agencies;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
${
  agencies.length === 0
    ? html`<p class="dim">${t.none}</p>`
    : html`<ul class="reg">${agencies.map(
        agency =>
          html`<li><h2 class="h3"><a href="/agency/agencies/${agency.id}">${name(agency.name)}</a></h2>${
            agency.parent && html`<p class="s dim">${t.subsidiary(agency.parent)}</p>`
          }<p class="row">${roleTags(page, agency.standing)}</p></li>`,
      )}</ul>`
}
<p class="mt5"><a class="btn line sm" href="/me/agencies">${icon(page, 'pens')}${t.invitations}</a></p>`,
  );
}
