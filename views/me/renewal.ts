import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { consentAct } from '../flow/consent.ts';
import type { ConsentData } from '../flow/data.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { note } from '../parts/tag.ts';

/** A permission that ends soon, with the values of today: the same question as at the first time. */
export function renewalPage(page: Page, data: ConsentData): Html {
  const t = page.t.consents;
  return layout(
    page,
    { title: t.renewTitle, current: 'record' },
    html`<div class="stack g5">${back(page, '/me', page.t.me.title)}
${note(page, 'wait', 'clock', html`<p><b>${t.renewLead}</b> ${t.renewText}</p>`)}
${consentAct(page, data)}</div>`,
  );
}
