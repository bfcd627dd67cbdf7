import { type Html, html, safeHref } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { flowLayout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import type { ExpiredData, LoggedOutData, LogoutData } from './data.ts';

/** Asks before signing out: another site may have sent the browser here. */
export function logoutPage(page: Page, data: LogoutData): Html {
  const t = page.t.flow.leave;
  const { system, systems = [] } = data;
  return flowLayout(
    page,
    undefined,
    { title: t.title, width: 'wide' },
    html`<div class="stack g2">
<h1>${t.title}</h1>
${system && html`<p>${rich(slot => t.from(slot(name(system))))}</p>`}
<p class="dim">${t.text}</p>
${systems.length > 0 && html`<p>${rich(slot => t.systems(slot(page.format.list(systems))))}</p>`}
</div>
<form method="post" action="${data.action}">${data.xsrf && html`<input type="hidden" name="xsrf" value="${data.xsrf}">`}
<div class="answers"><button class="btn" name="logout" value="yes">${icon(page, 'out', { flip: true })}${t.yes}</button><button class="btn ink" name="logout" value="">${t.no}</button></div>
</form>`,
  );
}

export function loggedOutPage(page: Page, data: LoggedOutData): Html {
  const t = page.t.flow.leave;
  const { system, back, told = [] } = data;
  return flowLayout(
    page,
    undefined,
    { title: t.doneTitle, width: 'wide' },
    html`<div class="stack g2">
<h1>${t.doneTitle}</h1>
<p>${t.doneText}</p>
</div>
${told.length > 0 && toldList(page, told)}
<div class="row">${
      system && back
        ? html`<a class="btn" href="${safeHref(back)}">${icon(page, 'back', { flip: true })}<span>${rich(slot => t.back(slot(name(system))))}</span></a>`
        : html`<a class="btn" href="/sign-in">${icon(page, 'enter', { flip: true })}${t.again}</a>`
    }<a class="btn line" href="/">${page.t.flow.expired.all}</a></div>`,
  );
}

const looks = {
  told: ['ok', 'check'],
  on_the_way: ['wait', 'clock'],
  does_not_listen: ['plain', 'info'],
} as const;

function toldList(page: Page, told: NonNullable<LoggedOutData['told']>): Html {
  const t = page.t.flow.leave;
  return html`<section class="stack g2" aria-labelledby="told"><h2 id="told" class="h3">${t.told}</h2>
<ul class="stack g2">${told.map(one => {
    const [kind, sign] = looks[one.state];
    return html`<li class="row between">${name(one.name)}${tag(page, kind, sign, t.states[one.state])}</li>`;
  })}</ul>
${told.some(({ state }) => state === 'does_not_listen') && html`<p class="s dim">${t.notListening}</p>`}</section>`;
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
<p>${rich(slot => t.given(slot(html`<a href="/me/record">${t.record}</a>`)))}</p>
</div>
<div class="row">${
      system &&
      restart &&
      html`<a class="btn" href="${safeHref(restart)}">${icon(page, 'enter', { flip: true })}<span>${rich(slot => t.restart(slot(name(system))))}</span></a>`
    }<a class="btn line" href="/">${t.all}</a></div>`,
  );
}
