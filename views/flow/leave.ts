import { type Html, html, safeHref } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { flowLayout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import type { ExpiredData, LoggedOutData, LogoutData } from './data.ts';

/** Asks before signing out: another site may have sent the browser here. */
export function logoutPage(page: Page, data: LogoutData): Html {
  const t = page.t.flow.leave;
  const { system } = data;
  return flowLayout(
    page,
    undefined,
    { title: t.title, width: 'wide' },
    html`<div class="stack g2">
<h1>${t.title}</h1>
${system && html`<p>${rich(slot => t.from(slot(name(system))))}</p>`}
<p class="dim">${t.text}</p>
</div>
<form method="post" action="${data.action}">${data.xsrf && html`<input type="hidden" name="xsrf" value="${data.xsrf}">`}
<div class="answers"><button class="btn" name="logout" value="yes">${icon(page, 'out', { flip: true })}${t.yes}</button><button class="btn ink" name="logout" value="">${t.no}</button></div>
</form>`,
  );
}

export function loggedOutPage(page: Page, data: LoggedOutData): Html {
  const t = page.t.flow.leave;
  const { system, back } = data;
  return flowLayout(
    page,
    undefined,
    { title: t.doneTitle, width: 'wide' },
    html`<div class="stack g2">
<h1>${t.doneTitle}</h1>
<p>${t.doneText}</p>
</div>
<div class="row">${
      system && back
        ? html`<a class="btn" href="${safeHref(back)}">${icon(page, 'back', { flip: true })}${rich(slot => t.back(slot(name(system))))}</a>`
        : html`<a class="btn" href="/sign-in">${icon(page, 'enter', { flip: true })}${t.again}</a>`
    }<a class="btn line" href="/">${page.t.flow.expired.all}</a></div>`,
  );
}

/** No dead end: names the system and a way to start again. */
export function expiredPage(page: Page, data: ExpiredData): Html {
  const t = page.t.flow.expired;
  const { system, restart } = data;
  return flowLayout(
    page,
    undefined,
    { title: t.title, width: 'wide', error: true },
    html`<div class="stack g2">
<h1>${t.title}</h1>
<p>${system ? rich(slot => t.text(slot(name(system)))) : t.textUnknown}</p>
</div>
<div class="row">${
      system &&
      restart &&
      html`<a class="btn" href="${safeHref(restart)}">${icon(page, 'enter', { flip: true })}${rich(slot => t.restart(slot(name(system))))}</a>`
    }<a class="btn line" href="/">${t.all}</a></div>`,
  );
}
