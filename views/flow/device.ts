import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { flowLayout } from '../layout.ts';
import { field } from '../parts/field.ts';
import { identifier, name, rich } from '../parts/rich.ts';
import type { DeviceCodeData, DeviceConfirmData } from './data.ts';

/** Where a person types what a counter or kiosk shows. */
export function deviceCodePage(page: Page, data: DeviceCodeData): Html {
  const t = page.t.device;
  const { mistake } = data;
  return flowLayout(
    page,
    undefined,
    { title: t.title, width: 'slim', error: mistake !== undefined },
    html`<h1>${t.title}</h1>
<p class="dim">${t.lede}</p>
<form method="post" action="${data.action}" class="stack g5"><input type="hidden" name="xsrf" value="${data.xsrf}">
${field(page, {
  name: 'user_code',
  label: t.code,
  hint: t.hint,
  ...(mistake ? { error: t[mistake] } : {}),
  value: mistake === 'aborted' || mistake === 'failed' ? '' : data.code,
  dir: 'ltr',
  inputmode: 'numeric',
  autocomplete: 'off',
  required: true,
  big: true,
})}
<button class="btn wide">${t.submit}</button>
</form>`,
  );
}

/** Who was sent a code by somebody else signs that one in: so it is asked, with the name of the system. */
export function deviceConfirmPage(page: Page, data: DeviceConfirmData): Html {
  const t = page.t.device;
  return flowLayout(
    page,
    undefined,
    { title: t.confirmTitle, width: 'wide' },
    html`<div class="stack g2">
<h1>${t.confirmTitle}</h1>
<p>${rich(slot => t.confirm(slot(name(data.system)), slot(identifier(page, data.code))))}</p>
</div>
<form method="post" action="${data.action}"><input type="hidden" name="xsrf" value="${data.xsrf}"><input type="hidden" name="user_code" value="${data.code}">
<div class="answers"><button class="btn" name="confirm" value="yes">${t.yes}</button><button class="btn ink" name="abort" value="yes">${t.no}</button></div>
</form>`,
  );
}

export function deviceDonePage(page: Page, system: string): Html {
  const t = page.t.device;
  return flowLayout(
    page,
    undefined,
    { title: t.doneTitle, width: 'wide' },
    html`<div class="stack g2">
<h1>${t.doneTitle}</h1>
<p>${rich(slot => t.done(slot(name(system))))}</p>
</div>`,
  );
}
