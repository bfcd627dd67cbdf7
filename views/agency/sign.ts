import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { purposeCard } from '../clients/purpose.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { askedFor, askedTag } from './asked.ts';
import type { SignData } from './data.ts';
import { agencyHead, agencyLayout } from './shell.ts';

/** One request: what is asked for, with whom it lies, and the agency's own signature. */
export function signPage(page: Page, data: SignData): Html {
  const t = page.t.agencies.sign;
  const { row, client } = data;
  return agencyLayout(
    page,
    data,
    { title: t.title(row.client), error: data.error !== undefined },
    html`${agencyHead(page, data, row.unsigned ? t.heading : t.title(row.client), row.unsigned ? t.lede : undefined)}
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<p><a href="#reason">${data.error}</a></p></div>`}
<div class="stack g7">
<section class="stack" aria-labelledby="asked"><h2 id="asked">${t.asked}</h2>
<dl class="card facts c2">
  <div><dt>${page.t.agencies.client}</dt><dd><a href="/agency/clients/${client.id}">${name(row.client)}</a></dd><dd>${code(client.id)}</dd></div>
  <div><dt>${page.t.agencies.asked}</dt><dd>${askedFor(page, row)}</dd><dd>${askedTag(page, row)}</dd></div>
  <div><dt>${t.by}</dt><dd>${name(row.by)}</dd><dd class="s dim">${when(page, row.approval.requestedAt, 'moment')}</dd></div>
</dl>
${data.purposes.map(card => purposeCard(page, card, { open: true }))}
</section>
${answer(page, data)}
</div>`,
  );
}

/** The same weight for yes and no; who may not answer reads why. */
function answer(page: Page, data: SignData): Html {
  const t = page.t.agencies.sign;
  const { approval, unsigned, decidedBy } = data.row;
  if (approval.decision)
    return note(
      page,
      approval.decision === 'approved' ? 'ok' : 'bad',
      approval.decision === 'approved' ? 'check' : 'cross',
      html`<p><b>${t.decided}</b> ${decidedBy && name(decidedBy)}${approval.reason && html` «${name(approval.reason)}»`}</p>`,
    );
  if (!unsigned)
    return data.concernsPeople
      ? note(page, 'ok', 'check', html`<p><b>${t.signed}</b> ${t.signedText}</p>`)
      : note(page, 'plain', 'clock', html`<p><b>${t.notNeeded}</b> ${t.signedText}</p>`);
  if (data.standing.contractor)
    return note(page, 'wait', 'lock', html`<p><b>${t.waits}</b> ${t.contractor}</p>`);
  if (!data.maySign) return note(page, 'wait', 'clock', html`<p><b>${t.waits}</b> ${t.waitsText}</p>`);
  if (data.isOwn) return note(page, 'wait', 'lock', html`<p><b>${t.waits}</b> ${t.own}</p>`);
  return html`<form method="post" action="/agency/approvals/${approval.id}/signature" class="stack" aria-labelledby="answer">
<h2 id="answer">${t.heading}</h2>
${field(page, { name: 'reason', label: t.reason, hint: t.reasonHint, value: data.reason, rows: 2, ...(data.error ? { error: data.error } : {}) })}
<div class="answers"><button class="btn" name="answer" value="sign">${t.sign}</button><button class="btn ink" name="answer" value="refuse">${t.refuse}</button></div>
</form>`;
}
