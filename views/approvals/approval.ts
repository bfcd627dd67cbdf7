import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { actOf } from './act.ts';
import type { ApprovalData } from './data.ts';
import { documentOf } from './document.ts';
import { signatureThread } from './thread.ts';

/** One joint signature: what it is about, who signed, and the reader's own answer. */
export function approvalPage(page: Page, data: ApprovalData): Html {
  const t = page.t.approvals;
  const title = titleOf(page, data);
  return layout(
    page,
    { title, current: 'record', error: data.error !== undefined },
    html`<div class="head">${back(page, '/me/approvals', t.back)}
<h1>${title}</h1>
<p class="lede">${lede(page, data)}</p></div>
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<p>${data.error}</p></div>`}
${outcome(page, data)}
<div class="two">
<div class="act stack g5">
${data.act ? actOf(page, data.act) : documentOf(page, data.document)}
${data.open && answer(page, data)}
</div>
<aside class="stack g5" aria-label="${t.signatures}">
<h2 class="h3">${t.signatures}</h2>
${data.signatories.length > 0 && signatureThread(page, data.signatories, data.state === 'waiting' ? 'waiting' : 'over')}
${data.state === 'waiting' && note(page, 'wait', 'clock', html`<p>${rich(slot => t.until(slot(html`<b>${when(page, data.deadline, 'moment')}</b>`)))}</p>`)}
${data.mayWithdraw && withdrawal(page, data)}
</aside>
</div>`,
  );
}

function titleOf(page: Page, data: ApprovalData): string {
  const t = page.t.approvals;
  if (data.open) return t.yourTurn;
  if (data.state === 'waiting') return t.waitsFor(few(page, data.missing), data.missing);
  return t.states[data.state];
}

function few(page: Page, count: number): string {
  return page.t.flow.actingFor.few[count] ?? page.format.number(count);
}

function lede(page: Page, { first, act, document }: ApprovalData): Renderable {
  const t = page.t.approvals;
  if (act) {
    const words = t.acts[act.kind];
    return rich(slot =>
      first
        ? words.about(slot(name(first)), slot(name(act.subject)))
        : words.aboutYou(slot(name(act.subject))),
    );
  }
  const subject = document.subject ? name(document.subject) : page.t.me.yourself;
  return rich(slot =>
    first
      ? t.about(slot(name(first)), slot(name(document.system)), slot(subject))
      : t.aboutYou(slot(name(document.system)), slot(subject)),
  );
}

function outcome(page: Page, data: ApprovalData): Renderable {
  const t = page.t.approvals;
  const { state, reason, holdsUntil, act } = data;
  if (state === 'approved' && act)
    return note(
      page,
      'ok',
      'check',
      html`<p><b>${t.approvedLead}</b> ${t.acts[act.kind].done}${act.mandateId && html` <a href="/me/powers/${act.mandateId}">${t.acts[act.kind].see}</a>`}</p>`,
    );
  if (state === 'approved')
    return note(
      page,
      'ok',
      'check',
      html`<p><b>${t.approvedLead}</b> ${holdsUntil && rich(slot => t.approvedText(slot(when(page, holdsUntil, 'date'))))}</p>`,
    );
  if (state === 'refused')
    return note(page, 'bad', 'cross', html`<p><b>${t.refusedLead}</b> ${t.nothingMoved}</p>`);
  if (state === 'expired')
    return note(page, 'plain', 'clock', html`<p><b>${t.expiredLead}</b> ${t.nothingMoved}</p>`);
  if (state === 'ended')
    return note(
      page,
      'plain',
      'ended',
      html`<p><b>${t.reasons[reason ?? 'withdrawn']}</b> ${t.endedText}</p>`,
    );
  return undefined;
}

/** Two answers of the same weight, none preselected. */
function answer(page: Page, data: ApprovalData): Html {
  const t = page.t.approvals;
  if (data.prove)
    return html`${note(page, 'wait', 'key', html`<p><b>${t.proveLead}</b> ${t.proveText}</p>`)}
<p><a class="btn" href="${data.prove}">${t.prove}</a></p>`;
  return html`<form method="post" action="/me/approvals/${data.id}/decision" aria-labelledby="decide">
<input type="hidden" name="shown" value="${(data.act ?? data.document).hash}">
<h2 id="decide">${t.decide}</h2>
<p class="dim">${data.missing > 1 ? t.consequenceMore(few(page, data.missing - 1)) : data.act ? t.acts[data.act.kind].consequence : t.consequence}</p>
<div class="answers"><button class="btn" name="decision" value="allow">${icon(page, 'pen')}${t.sign}</button><button class="btn ink" name="decision" value="deny">${icon(page, 'cross')}${t.refuse}</button></div>
</form>`;
}

function withdrawal(page: Page, data: ApprovalData): Html {
  const t = page.t.approvals;
  return html`<section class="card stack g3"><h2 class="h3">${t.withdraw}</h2>
<p class="s">${data.state === 'approved' ? t.withdrawApproved : t.withdrawWaiting}</p>
<form method="post" action="/me/approvals/${data.id}/withdrawal"><button class="btn bad sm">${icon(page, 'undo', { flip: true })}${t.withdrawYes}</button></form></section>`;
}
