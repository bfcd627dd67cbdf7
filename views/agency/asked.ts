import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { AskedRow } from './data.ts';

/** What somebody of the agency asked for, and with whom it lies. */
export function askedTable(page: Page, rows: readonly AskedRow[]): Html {
  const t = page.t.agencies;
  return html`<table class="t fold"><caption class="vh">${t.waiting}</caption>
<thead><tr><th scope="col">${t.asked}</th><th scope="col">${t.sign.by}</th><th scope="col">${t.state}</th></tr></thead>
<tbody>${rows.map(
    row => html`
<tr><th scope="row"><a href="/agency/approvals/${row.approval.id}">${name(row.client)}</a><br><span class="s dim">${askedFor(page, row)}</span></th>
<td data-label="${t.sign.by}">${name(row.by)}<br><span class="s dim">${when(page, row.approval.requestedAt)}</span></td>
<td data-label="${t.state}">${askedTag(page, row)}</td></tr>`,
  )}</tbody></table>`;
}

/** "the purpose …", "stage: live", "a client with its purposes". */
export function askedFor(page: Page, { approval, purpose }: AskedRow): string {
  if (approval.step) return page.t.life.step(page.t.life.stages[approval.step.to]);
  if (purpose !== undefined) return page.t.admin.client.forPurpose(purpose);
  return approval.change ? page.t.agencies.sign.change : page.t.agencies.sign.registration;
}

export function askedTag(page: Page, { approval, unsigned }: AskedRow): Html {
  const t = page.t.agencies;
  if (approval.decision === 'approved') return tag(page, 'ok', 'check', page.t.admin.client.approved);
  if (approval.decision === 'refused') return tag(page, 'bad', 'cross', page.t.admin.client.refused);
  return unsigned
    ? tag(page, 'wait', 'pens', t.waitsForAgency)
    : tag(page, 'wait', 'clock', t.waitsForPlatform);
}
