import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { aboutOf, decisionTag } from './approvals.ts';
import type { ApprovalRow } from './data.ts';

/** Who sent, who decided, what is still to come: nuqtas on a line, oldest first. */
export function thread(page: Page, rows: readonly ApprovalRow[]): Html {
  const t = page.t.admin.client;
  if (rows.length === 0) return html`<p class="s dim">${t.seeded}</p>`;
  const waits = rows.some(row => row.approval.decision === null);
  return html`<ol class="eyes">${rows.map(row => [sent(page, row), decided(page, row)])}${
    waits &&
    html`<li><i class="nq o dim"></i><b>${t.inForce}</b><br><span class="s dim">${t.inForceText}</span></li>`
  }</ol>
<p class="s dim">${t.rule}</p>`;
}

/** Before anything has been sent: what will happen. */
export function threadToCome(page: Page): Html {
  const t = page.t.admin.client;
  return html`<ol class="eyes"><li><i class="nq v t-wait"></i><b><bdi>${page.reader?.name}</bdi></b> ${tag(page, 'wait', 'pen', t.sends)}</li>
<li><i class="nq o dim"></i><b>${t.somebodyElse}</b><br><span class="s dim">${t.approves}</span></li>
<li><i class="nq o dim"></i><b>${t.inForce}</b><br><span class="s dim">${t.inForceText}</span></li></ol>
<p class="s dim">${t.rule}</p>`;
}

function sent(page: Page, row: ApprovalRow): Html {
  return html`<li><i class="nq t-ok"></i><b>${name(row.requestedBy)}</b> ${tag(page, 'ok', 'check', page.t.admin.client.sent)}<br><span class="s dim">${aboutOf(page, row)} · ${when(page, row.approval.requestedAt)}</span></li>`;
}

function decided(page: Page, row: ApprovalRow): Renderable {
  const t = page.t.admin.client;
  const { decision, reason, decidedAt } = row.approval;
  if (!decision)
    return html`<li><i class="nq v t-wait"></i><b>${t.somebodyElse}</b> ${tag(page, 'wait', 'clock', t.waits)}</li>`;
  return html`<li><i class="${decision === 'approved' ? 'nq t-ok' : 'nq t-bad'}"></i><b>${name(row.decidedBy ?? '')}</b> ${decisionTag(page, row)}${
    decidedAt && html`<br><span class="s dim">${when(page, decidedAt)}</span>`
  }${reason && html`<br><span class="s">«${name(reason)}»</span>`}</li>`;
}
