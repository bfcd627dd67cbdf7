import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { differencesTable } from '../clients/differences.ts';
import { lintCard } from '../clients/lint.ts';
import { purposeCard } from '../clients/purpose.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { ApprovalData } from './data.ts';
import { adminLayout } from './shell.ts';
import { thread } from './thread.ts';

/** One request for the second pair of eyes: all that would come into force, and the two answers. */
export function approvalPage(page: Page, data: ApprovalData): Html {
  const { row, client } = data;
  const t = page.t.admin.approval;
  const title = row.purpose === undefined ? t.title(row.client) : t.purposeTitle(row.purpose, row.client);
  return adminLayout(
    page,
    { title, current: 'approvals', error: data.error !== undefined },
    html`<div class="head">${back(page, '/admin/approvals', page.t.admin.nav.approvals)}<h1>${name(title)}</h1><p class="lede">${rich(slot => t.sent(slot(name(row.requestedBy))))}</p></div>
${
  data.error &&
  html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.refusedAlert}</h2><p><a href="#reason">${data.error}</a></p></div>`
}
<div class="${data.error ? 'two mt5' : 'two'}">
<div class="stack g7">
<section class="stack" aria-labelledby="asked"><h2 id="asked">${t.asked}</h2>
<dl class="card facts c2">
  <div><dt>${page.t.admin.client.id}</dt><dd>${code(client.id)}</dd><dd><a href="/admin/clients/${client.id}">${t.client}</a></dd></div>
  <div><dt>${page.t.admin.client.redirects}</dt>${uris(client.metadata.redirect_uris)}</div>
</dl>
${row.approval.step && html`<p><b>${page.t.life.stages[row.approval.step.to]}.</b> ${page.t.life.about[row.approval.step.to]}${row.approval.step.number && html` ${page.t.life.certificate}: ${page.t.life.certificateOf(row.approval.step.number, page.format.date(row.approval.step.until ?? ''))}`}${row.approval.step.without && html` <b>${page.t.life.withoutSaid(row.approval.step.without)}</b>`}${row.approval.step.to === 'live' && html` <a href="/developers/systems/${row.approval.clientId}/checks">${page.t.life.check}</a>`}</p>`}
${differencesTable(page, data.differences)}${differencesTable(page, data.versions, name)}
${data.purposes.map(card => purposeCard(page, card, { added: data.added, open: true }))}
</section>
${answer(page, data)}
</div>
<aside class="stack g5" aria-label="${page.t.admin.client.eyes}">${lintCard(page, data.findings)}<section class="card stack"><h2 class="h3">${page.t.admin.client.eyes}</h2>${thread(page, [row])}</section></aside>
</div>`,
  );
}

function uris(list: unknown): readonly Html[] {
  return (Array.isArray(list) ? list : []).map(address => html`<dd>${code(String(address))}</dd>`);
}

/** The same weight for yes and no; who may not answer reads why. */
function answer(page: Page, data: ApprovalData): Html {
  const t = page.t.admin.approval;
  const { approval, decidedBy, mayDecide } = data.row;
  if (approval.decision) {
    const approved = approval.decision === 'approved';
    return note(
      page,
      approved ? 'ok' : 'bad',
      approved ? 'check' : 'cross',
      html`<p><b>${approved ? t.approvedTitle : t.refusedTitle}</b> ${rich(slot => t.by(slot(name(decidedBy ?? ''))))}</p>`,
    );
  }
  if (!data.mayChange) return note(page, 'plain', 'eye', html`<p><b>${t.auditor}</b> ${t.auditorText}</p>`);
  if (!mayDecide) return note(page, 'wait', 'lock', html`<p><b>${t.own}</b> ${t.ownText}</p>`);
  const unsigned = page.t.agencies.admin;
  return html`${data.unsigned && note(page, 'wait', 'pens', html`<p><b>${unsigned.unsigned}</b> ${unsigned.unsignedText}</p>`)}<form method="post" action="/admin/approvals/${approval.id}/decision" class="stack" aria-labelledby="ask">
<h2 id="ask">${t.ask}</h2>
${field(page, {
  name: 'reason',
  label: t.reason,
  hint: t.reasonHint,
  value: data.reason,
  rows: 3,
  ...(data.error ? { error: data.error } : {}),
})}
<div class="answers"><button class="btn" name="decision" value="approved">${t.approve}</button><button class="btn ink" name="decision" value="refused">${t.refuse}</button></div>
</form>`;
}
