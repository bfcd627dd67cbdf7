import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { when } from '../parts/when.ts';

export interface OutboxData {
  readonly messages: readonly { readonly to: string; readonly text: string; readonly at: Date }[];
}

/** What would have gone to phones: the demo sends nothing. */
export function outboxPage(page: Page, { messages }: OutboxData): Html {
  const t = page.t.demo.outbox;
  return layout(
    page,
    { title: t.title },
    html`<header class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></header>
${messages.length === 0 ? html`<p class="note">${t.empty}</p>` : html`<ol class="log">${messages.map(one)}</ol>`}`,
  );

  function one({ to, text, at }: OutboxData['messages'][number]): Html {
    return html`<li>${when(page, at, 'time')}<div><p><b class="id">${page.format.digits(to)}</b></p><p><bdi>${text}</bdi></p></div></li>`;
  }
}
