import type { ClientState } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { endings } from '../clients/endings.ts';
import { icon } from '../parts/icon.ts';
import { note } from '../parts/tag.ts';
import { approvalTable } from './approvals.ts';
import type { OverviewData } from './data.ts';
import { adminLayout, sectionIndex, stateTag } from './shell.ts';

const states: readonly ClientState[] = ['active', 'pending', 'suspended', 'refused'];

/** What waits for a decision, and how much there is. */
export function overviewPage(page: Page, data: OverviewData): Html {
  const t = page.t.admin.overview;
  const { format } = page;
  const count = data.waiting.length;
  const { live, total } = data.systems;
  return adminLayout(
    page,
    { title: t.title, current: 'overview' },
    html`<div class="head"><h1>${t.heading(format.number(count), count)}</h1><p class="lede">${t.lede}</p></div>
<div class="two">
<section class="stack" aria-labelledby="waiting">
  <h2 id="waiting">${t.waiting}</h2>
  ${count > 0 ? approvalTable(page, data.waiting) : html`<p class="dim">${t.nothing}</p>`}
</section>
<aside class="stack g5">
${data.ending.length > 0 && endings(page, '/admin', data.ending)}
  <section class="card stack" aria-labelledby="counts"><h2 id="counts" class="h3">${t.counts}</h2>
  <ul class="stack g2">${states.map(
    state =>
      html`<li class="row between">${stateTag(page, state)}<b>${format.number(data.counts[state] ?? 0)}</b></li>`,
  )}</ul>
  <dl class="facts">
    <div><dt>${t.systems}</dt><dd>${t.systemsOf(format.number(live), format.number(total))}</dd></div>
    <div><dt>${t.agencies}</dt><dd>${format.number(data.agencies)}</dd></div>
  </dl></section>
  ${
    data.mayChange
      ? html`<a class="btn" href="/admin/clients/new">${icon(page, 'plus')}${t.register}</a>`
      : note(page, 'plain', 'eye', html`<p>${data.mayDecide ? t.decidesOnly : t.readOnly}</p>`)
  }
</aside>
</div>
${sectionIndex(page)}`,
  );
}
