import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { ApprovalRow, ApprovalsData } from './data.ts';
import { adminLayout } from './shell.ts';

/** The queue: those that wait, oldest first, or all, newest first. */
export function approvalsPage(page: Page, data: ApprovalsData): Html {
  const t = page.t.admin.approvals;
  const tabs = [
    { href: '/admin/approvals', text: t.open, here: data.open },
    { href: '/admin/approvals?state=all', text: t.all, here: !data.open },
  ];
  return adminLayout(
    page,
    { title: t.title, current: 'approvals' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<nav aria-label="${t.title}"><ul class="nav">${tabs.map(
      tab => html`<li><a href="${tab.href}"${tab.here && html` aria-current="page"`}>${tab.text}</a></li>`,
    )}</ul></nav>
${data.client !== undefined && html`<p class="mt4">${t.ofClient} <b>${name(data.client)}</b></p>`}
${data.rows.length > 0 ? html`<div class="mt4 stack">${approvalTable(page, data.rows)}${more(page, data.more)}</div>` : html`<p class="dim mt4">${t.none}</p>`}`,
  );
}

export function approvalTable(page: Page, rows: readonly ApprovalRow[]): Html {
  const t = page.t.admin.approvals;
  return html`<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col">${t.what}</th><th scope="col">${t.sentBy}</th><th scope="col">${t.since}</th><th scope="col">${t.decided}</th></tr></thead>
<tbody>${rows.map(
    row => html`
<tr><th scope="row"><a href="/admin/approvals/${row.approval.id}">${name(row.client)}</a><br><span class="s dim">${aboutOf(page, row)}</span></th>
<td class="flush">${name(row.requestedBy)}</td>
<td class="flush">${when(page, row.approval.requestedAt)}</td>
<td class="flush">${decisionTag(page, row)}</td></tr>`,
  )}</tbody></table>`;
}

/** "the purpose …" or "the client itself". */
export function aboutOf(page: Page, row: ApprovalRow): string {
  const t = page.t.admin.client;
  if (row.approval.step) return page.t.life.step(page.t.life.stages[row.approval.step.to]);
  return row.purpose === undefined ? t.forClient : t.forPurpose(row.purpose);
}

export function decisionTag(page: Page, row: ApprovalRow): Html {
  const t = page.t.admin;
  const { decision } = row.approval;
  if (decision === 'approved') return tag(page, 'ok', 'check', t.client.approved);
  if (decision === 'refused') return tag(page, 'bad', 'cross', t.client.refused);
  return row.mayDecide
    ? tag(page, 'wait', 'clock', t.client.waits)
    : tag(page, 'wait', 'clock', t.approvals.yours);
}
