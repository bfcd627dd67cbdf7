import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { CaseLine } from '../cases/data.ts';
import { aboutLine, caseTag } from '../cases/parts.ts';
import { more } from '../parts/more.ts';
import { code } from '../parts/rich.ts';
import { when } from '../parts/when.ts';
import { adminLayout } from './shell.ts';

export interface AdminCasesData {
  readonly open: boolean;
  readonly lines: readonly CaseLine[];
  readonly more: string | undefined;
}

/** What citizens put before the platform: what waits, by when an answer is due; or all. */
export function adminCasesPage(page: Page, data: AdminCasesData): Html {
  const t = page.t.cases.queue;
  const tabs = [
    { href: '/admin/cases', text: t.open, here: data.open },
    { href: '/admin/cases?state=all', text: t.all, here: !data.open },
  ];
  return adminLayout(
    page,
    { title: t.title, current: 'cases' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<nav aria-label="${t.title}"><ul class="nav">${tabs.map(
      tab => html`<li><a href="${tab.href}"${tab.here && html` aria-current="page"`}>${tab.text}</a></li>`,
    )}</ul></nav>
${data.lines.length > 0 ? html`<div class="mt4 stack">${table(page, data.lines)}${more(page, data.more)}</div>` : html`<p class="dim mt4">${t.none}</p>`}`,
  );
}

function table(page: Page, lines: readonly CaseLine[]): Html {
  const t = page.t.cases;
  return html`<table class="t fold"><caption class="vh">${t.queue.title}</caption>
<thead><tr><th scope="col">${t.what}</th><th scope="col">${t.number}</th><th scope="col">${t.since}</th><th scope="col">${t.due}</th><th scope="col">${t.state}</th></tr></thead>
<tbody>${lines.map(
    ({ case: one, about }) => html`
<tr><th scope="row"><a href="/admin/cases/${one.id}">${t.kinds[one.kind]}</a><br><span class="s dim">${aboutLine(page, about)}</span></th>
<td class="flush">${code(one.number)}</td>
<td class="flush">${when(page, one.openedAt)}</td>
<td class="flush">${when(page, one.dueAt, 'date')}</td>
<td class="flush">${caseTag(page, one)}</td></tr>`,
  )}</tbody></table>`;
}
