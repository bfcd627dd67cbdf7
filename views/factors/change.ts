import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { mistakeNote } from '../parts/mistake.ts';
import { when } from '../parts/when.ts';
import type { ChangeData } from './data.ts';

/** The frame of every page that changes something: heading, what was wrong, the form, until when, the way back. */
export function changePage(
  page: Page,
  data: ChangeData,
  words: { readonly title: string; readonly lede: string },
  main: Html,
): Html {
  const t = page.t.factors.security;
  return layout(
    page,
    { title: words.title, current: 'record', error: data.refused !== undefined },
    html`<div class="head"><h1>${words.title}</h1><p class="lede">${words.lede}</p></div>
<div class="stack g5 w34">
${data.refused !== undefined && mistakeNote(page, t.refused, [{ field: data.wrong, sentence: data.refused }])}
${main}
<p class="s dim">${t.until} ${when(page, data.until, 'time')}</p>
${backLink(page)}
</div>`,
  );
}

function backLink(page: Page): Html {
  return back(page, '/me/security', page.t.factors.security.back);
}
