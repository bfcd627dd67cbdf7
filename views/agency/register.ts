import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { registerForm } from '../clients/register-form.ts';
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
${registerForm(page, data, {
  action: `/agency/agencies/${data.agency.id}/clients`,
  kinds: ['sandbox', 'pilot', 'live'],
})}`,
  );
}
