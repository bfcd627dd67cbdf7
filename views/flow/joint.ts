import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { documentOf } from '../approvals/document.ts';
import { signatureThread } from '../approvals/thread.ts';
import { flowLayout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { JointData, WaitingShown } from './data.ts';

/** The first of several signatures: what all of them will see, and who they are. */
export function jointPage(page: Page, data: JointData): Html {
  const t = page.t.approvals.flow;
  const title = t.signTitle(data.document.subject ?? '');
  return flowLayout(
    page,
    data.panel,
    { title, width: 'full', error: data.error !== undefined },
    html`<div class="act stack g5">
<div class="stack g2"><h1>${rich(slot => t.signTitle(slot(name(data.document.subject ?? ''))))}</h1><p class="dim">${t.signLede}</p></div>
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<p>${data.error}</p></div>`}
${documentOf(page, data.document)}
<section class="stack g3" aria-labelledby="who"><h2 id="who">${t.whoSigns}</h2>
${signatureThread(page, data.signatories, 'before')}</section>
<form method="post" action="${data.action}">
<input type="hidden" name="joint_for" value="${data.document.legalId}"><input type="hidden" name="shown" value="${data.document.hash}">
<div class="row"><button class="btn" name="decision" value="sign">${icon(page, 'pen')}${t.sign}</button><a class="btn line" href="${data.back}">${t.back}</a></div>
</form>
</div>`,
  );
}

/** "You signed; one signature is missing." */
export function waitingTitle(page: Page, { missing }: WaitingShown): string {
  const few = page.t.flow.actingFor.few[missing] ?? page.format.number(missing);
  return page.t.approvals.flow.waitingTitle(few, missing);
}

/** She has signed, others have not: who, until when, and that nobody needs to keep the page open. */
export function waitingNote(page: Page, subject: string, waiting: WaitingShown, headed: boolean): Html {
  const t = page.t.approvals.flow;
  return html`<section class="stack g3" aria-label="${subject}">
${headed && html`<h2 class="h3">${waitingTitle(page, waiting)}</h2>`}
<p>${rich(slot => t.waitingText(slot(name(subject))))}</p>
${signatureThread(page, waiting.signatories, 'waiting')}
${note(page, 'wait', 'clock', html`<p>${rich(slot => t.close(slot(html`<b>${when(page, waiting.until, 'moment')}</b>`)))}</p>`)}
<p class="row"><a class="btn" href="${waiting.refresh}">${t.refresh}</a><a class="btn line" href="/me/approvals/${waiting.id}">${t.details}</a></p>
</section>`;
}
