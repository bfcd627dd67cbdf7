import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name } from '../parts/rich.ts';
import { when } from '../parts/when.ts';
import type { MyNotice } from './data.ts';

/** Which systems came to ask for more, what, and by what right. */
export function noticesSection(page: Page, notices: readonly MyNotice[]): Renderable {
  if (notices.length === 0) return undefined;
  const t = page.t.notices;
  return html`<section class="note wait stack g3" aria-labelledby="notices"><h2 id="notices" class="h3">${t.title}</h2><p>${t.text}</p>
<ul class="stack g3">${notices.map(notice => item(page, notice))}</ul></section>`;
}

function item(page: Page, notice: MyNotice): Html {
  const t = page.t.notices;
  return html`<li><b>${name(t.about(notice.system, notice.purpose))}</b>${
    notice.subject !== undefined && html` <span class="s">${name(t.forWhom(notice.subject))}</span>`
  } <span class="s">${when(page, notice.toldAt, 'date')}</span><br>${
    notice.added.length > 0 ? t.added(page.format.list(notice.added)) : t.otherwise
  }<br><span class="s">${t[notice.basis]} <a href="/me/record?system=${notice.clientId}">${t.record}</a></span></li>`;
}
