import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { code } from '../parts/rich.ts';
import { when } from '../parts/when.ts';
import type { CaseLine } from './data.ts';
import { aboutLine, caseTag } from './parts.ts';

/** What a person put before the platform, newest first. */
export function caseListPage(page: Page, lines: readonly CaseLine[]): Html {
  const t = page.t.cases;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}
<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g5">
${lines.length === 0 ? html`<p class="dim">${t.none}</p>` : table(page, lines)}
<p><a class="btn line" href="/me/cases/new?kind=complaint">${icon(page, 'pen')}${t.complain}</a></p>
</div>`,
  );
}

function table(page: Page, lines: readonly CaseLine[]): Html {
  const t = page.t.cases;
  return html`<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col">${t.what}</th><th scope="col">${t.number}</th><th scope="col">${t.since}</th><th scope="col">${t.state}</th></tr></thead>
<tbody>${lines.map(
    ({ case: one, about }) => html`
<tr><th scope="row"><a href="/me/cases/${one.id}">${t.kinds[one.kind]}</a><br><span class="s dim">${aboutLine(page, about)}</span></th>
<td class="flush">${code(one.number)}</td>
<td class="flush">${when(page, one.openedAt)}</td>
<td class="flush">${caseTag(page, one)}</td></tr>`,
  )}</tbody></table>`;
}
