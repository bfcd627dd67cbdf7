import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { changePage } from './change.ts';
import type { ChangeData } from './data.ts';

/** Asks before new codes are made: the earlier ones end. */
export function makeRecoveryCodesPage(page: Page, data: ChangeData & { readonly left: number }): Html {
  const t = page.t.factors.recovery;
  return changePage(
    page,
    data,
    { title: t.makeTitle, lede: t.makeLede },
    html`${data.left > 0 && html`<p>${t.left(page.format.number(data.left))}. ${t.again}</p>`}
<form method="post" action="/me/security/recovery-codes"><button class="btn">${icon(page, 'key')}${t.make}</button></form>`,
  );
}

/** The only time that the codes are seen. */
export function recoveryCodesPage(page: Page, codes: readonly string[]): Html {
  const t = page.t.factors.recovery;
  return layout(
    page,
    { title: t.shownTitle, current: 'record' },
    html`<div class="head"><h1>${t.shownTitle}</h1><p class="lede">${t.shownLede}</p></div>
<ol class="grid2 at-top w34">${codes.map(code => html`<li class="xl"><span class="code">${code}</span></li>`)}</ol>
<p class="mt5"><a class="btn" href="/me/security">${icon(page, 'check')}${t.kept}</a></p>`,
  );
}
