import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { ClosingData } from './data.ts';

/** What goes and what stays when an account is closed, before it is asked for. */
export function closingPage(page: Page, data: ClosingData): Html {
  const t = page.t.rights;
  const days = page.format.number(data.days);
  return layout(
    page,
    { title: t.close, current: 'record' },
    html`<div class="head">${back(page, '/me/rights', t.title)}
<h1>${t.close}</h1><p class="lede">${t.closeLede(days, data.days)}</p></div>
<div class="stack g5">
<section class="stack g3" aria-labelledby="goes"><h2 id="goes">${t.goes}</h2><ul class="bullets">${t.goesList.map(line => html`<li>${line}</li>`)}</ul></section>
<section class="stack g3" aria-labelledby="stays"><h2 id="stays">${t.stays}</h2><ul class="bullets">${t.staysList.map(line => html`<li>${line}</li>`)}</ul></section>
${
  data.closing
    ? note(
        page,
        'wait',
        'clock',
        html`<p><b>${t.closing}</b> ${rich(slot => t.closingText(slot(when(page, data.closing?.dueAt ?? page.at, 'moment'))))}</p>`,
      )
    : html`<form method="post" action="/me/rights/closing" class="stack g3"><p class="s dim">${rich(slot => t.until(slot(when(page, data.until, 'time'))))}</p>
<p class="row"><button class="btn bad" name="sure" value="yes">${t.sure}</button> <a class="btn line" href="/me/rights">${t.no}</a></p></form>`
}
</div>`,
  );
}
