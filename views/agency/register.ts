import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { registerForm } from '../clients/register-form.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import type { AgencyRegisterData } from './data.ts';
import { agencyHead, agencyLayout } from './shell.ts';

/** Registers a client of one agency. */
export function registerPage(page: Page, data: AgencyRegisterData): Html {
  const words = page.t.agencies;
  return agencyLayout(
    page,
    data,
    { title: words.newClient, error: data.errors.size > 0 },
    html`${agencyHead(page, data, words.newClient, words.newClientText)}
<div class="stack g7 mt4">
${data.errors.size === 0 && beginnings(page, data)}
${registerForm(page, data, {
  action: `/agency/agencies/${data.agency.id}/clients`,
  kinds: ['sandbox', 'pilot', 'live'],
})}
</div>`,
  );
}

function beginnings(page: Page, { agency, beginnings: list }: AgencyRegisterData): Renderable {
  const t = page.t.agencies.beginnings;
  const [example, ...others] = list;
  const link = ({ from, text }: (typeof list)[number], look: string) =>
    html`<a class="${look}" href="/agency/agencies/${agency.id}/clients/new?from=${encodeURIComponent(from)}">${name(text)}</a>`;
  return html`<nav class="card stack g3" aria-labelledby="begin"><h2 id="begin" class="h3">${t.title}</h2><p class="s">${t.text}</p>
${example && html`<p>${link(example, 'btn line sm')}</p>`}
${others.length > 0 && html`<details><summary>${t.others}${icon(page, 'down')}</summary><ul class="bullets">${others.map(one => html`<li>${link(one, '')}</li>`)}</ul></details>`}</nav>`;
}
