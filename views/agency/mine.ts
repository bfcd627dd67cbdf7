import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { MineData } from './data.ts';

/** A person's own page: what she is invited to, and what she is officer of. */
export function minePage(page: Page, data: MineData): Html {
  const t = page.t.agencies;
  return layout(
    page,
    { title: t.mine.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}<h1>${t.mine.title}</h1><p class="lede">${t.mine.lede}</p></div>
<section class="stack" aria-labelledby="invitations"><h2 id="invitations">${t.mine.invitations}</h2>
${
  data.invitations.length === 0
    ? html`<p class="dim">${t.mine.noInvitations}</p>`
    : html`<ul class="reg">${data.invitations.map(one => invitation(page, one, data.mayAccept))}</ul>`
}</section>
<section class="sec stack" aria-labelledby="offices"><h2 id="offices">${t.mine.offices}</h2>
${
  data.offices.length === 0
    ? html`<p class="dim">${t.mine.noOffices}</p>`
    : html`<ul class="reg">${data.offices.map(one => office(page, one))}</ul>`
}</section>`,
  );
}

type One = MineData['offices'][number];

function invitation(page: Page, { officer, agency }: One, mayAccept: boolean): Html {
  const t = page.t.agencies;
  const at = `/me/agencies/${officer.id}`;
  const which = html`<span class="vh">: ${agency}</span>`;
  return html`<li><h3>${rich(slot => t.mine.invited(slot(name(agency)), slot(t.roles[officer.role])))}</h3>
<p>${t.roleText[officer.role]}${officer.contractor && html` ${tag(page, 'wait', 'pen', t.contractor)}`}${officer.company && html` ${name(officer.company)}`}</p>
<p class="s dim">${t.mine.until} ${when(page, officer.validUntil, 'date')}</p>
<div class="answers">${
    mayAccept
      ? html`<form method="post" action="${at}/acceptance"><button class="btn">${t.mine.accept}${which}</button></form>`
      : html`<a class="btn" href="/sign-in?to=%2Fme%2Fagencies&amp;level=2">${t.mine.accept}${which}</a>`
  }<form method="post" action="${at}/refusal"><button class="btn ink">${t.mine.decline}${which}</button></form></div>
${!mayAccept && html`<p class="s">${t.mine.levelText}</p>`}</li>`;
}

function office(page: Page, { officer, agency }: One): Html {
  const t = page.t.agencies;
  const which = html`<span class="vh">: ${agency}</span>`;
  return html`<li><h3><a href="/agency/agencies/${officer.agencyId}">${name(agency)}</a></h3>
<p class="row">${tag(page, 'brand', 'person', t.roles[officer.role])}${officer.contractor && tag(page, 'wait', 'pen', t.contractor)}</p>
<details><summary class="btn bad sm">${icon(page, 'out', { flip: true })}${t.mine.leave}${which}</summary><form method="post" action="/me/agencies/${officer.id}/leaving" class="stack g2"><p class="s">${t.mine.leaveText}</p><div><button class="btn bad sm">${t.mine.leaveYes}${which}</button></div></form></details></li>`;
}
