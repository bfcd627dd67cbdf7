import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { identifier, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { MobileData } from './data.ts';
import { alert } from './shell.ts';

/** /me/mobile: the number that codes go to. */
export function mobilePage(page: Page, data: MobileData): Html {
  const t = page.t.enrolment.mobile;
  const { ending, waits, field: typed } = data;
  const refused = data.refused ?? typed.error;
  return layout(
    page,
    { title: t.title, current: 'record', error: refused !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${
      ending === undefined ? t.none : rich(slot => t.now(slot(identifier(page, ending))))
    }</p></div>
<div class="stack g5 w34">
${data.done && note(page, 'ok', 'check', html`<p><b>${t.done}</b></p>`)}
${waits && note(page, 'wait', 'clock', html`<p>${rich(slot => t.waits(slot(when(page, waits, 'moment'))))}</p>`)}
${refused !== undefined && alert(page, { sentence: refused, fields: [{ name: 'mobile', label: t.mobile }] })}
<p>${t.text}</p>
<form method="post" action="/me/mobile" class="stack g5">
${field(page, {
  name: 'mobile',
  label: t.mobile,
  hint: page.t.enrolment.begin.mobileHint,
  ...typed,
  dir: 'ltr',
  inputmode: 'tel',
  autocomplete: 'tel',
  required: true,
  big: true,
})}
<button class="btn wide">${t.submit}</button>
</form>
<p class="s dim">${page.t.enrolment.until} ${when(page, data.until, 'time')}</p>
${back(page, '/me/security', page.t.factors.security.back)}
</div>`,
  );
}
