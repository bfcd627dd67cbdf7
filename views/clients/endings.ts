import type { Ending } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name } from '../parts/rich.ts';
import { when } from '../parts/when.ts';

/** What ends soon, with a way to where it is renewed. @param base "/admin" or "/agency" */
export function endings(page: Page, base: string, list: readonly Ending[]): Html {
  const t = page.t.credentials;
  return html`<section class="note wait stack g2" aria-labelledby="ending"><h2 id="ending" class="h3">${t.ending}</h2><ul class="stack g2">${list.map(
    ({ what, client, label, until, days }) =>
      html`<li><a href="${base}/clients/${client.id}${what !== 'clearance' && '/credentials'}">${name(client.name[page.lang])}</a><br><span class="s">${t.endingOf(t.what[what], label ?? '')} · ${when(page, until, 'date')} · ${t.left(page.format.number(days), days)}</span></li>`,
  )}</ul><p class="s">${t.endingText}</p></section>`;
}
