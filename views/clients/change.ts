import type { Client } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name } from '../parts/rich.ts';
import { clientFields } from './client-fields.ts';
import type { FormData } from './data.ts';
import type { Desk } from './desk.ts';
import { control, summary } from './form-parts.ts';

/** What a client is called, where it is and how it proves itself, to be changed by two. */
export function changePage(page: Page, desk: Desk, client: Client, data: FormData): Html {
  const t = page.t.admin.register;
  const heading = t.changeHeading(client.name[page.lang]);
  const wrong = data.errors.size;
  return desk.frame(
    page,
    { title: heading, error: wrong > 0 },
    html`<div class="head"><p class="s"><a href="${desk.base}/clients/${client.id}">${page.t.credentials.back}</a></p><h1>${name(heading)}</h1><p class="lede">${t.changeLede}</p></div>
<div class="stack g7">
${summary(page, data, t.refused(page.format.number(wrong), wrong))}
<form method="post" action="${desk.base}/clients/${client.id}/change" class="stack g7" novalidate>
<div class="grid2 pairs">${control(page, data, { name: 'name_fa' })}${control(page, data, { name: 'name_en', dir: 'ltr' })}</div>
${clientFields(page, data)}
<div class="row"><button class="btn">${t.submit}</button></div>
</form></div>`,
  );
}
