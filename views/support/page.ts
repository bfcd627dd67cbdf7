import type { Part, View } from '../../src/support/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { mistakeNote } from '../parts/mistake.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface SupportData {
  readonly parts: readonly Part[];
  readonly views: readonly View[];
  /** The code that was just made: shown this once. */
  readonly code?: string;
  readonly error?: string;
}

/** A person lets the support see parts of her pages. */
export function supportPage(page: Page, data: SupportData): Html {
  const t = page.t.support;
  return layout(
    page,
    { title: t.title, current: 'record', error: data.error !== undefined },
    html`<div class="head">${back(page, '/me', page.t.me.title)}<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="two"><div class="stack g5">
${data.code && code(page, data.code)}
${data.error && mistakeNote(page, undefined, [{ field: 'parts', sentence: data.error }])}
<form method="post" action="/me/support" class="stack">
<fieldset class="stack g2" id="parts"><legend>${t.what}</legend>${data.parts.map(
      part =>
        html`<label class="check"><input type="checkbox" name="part" value="${part}"${part !== 'record' && html` checked`}><span>${t.parts[part]}</span></label>`,
    )}</fieldset>
<div class="row"><button class="btn">${icon(page, 'key')}${t.make}</button></div></form>
</div><aside class="stack g5">${note(page, 'plain', 'eye', html`<p>${t.never}</p>`)}</aside></div>
<section class="sec stack" aria-labelledby="before"><h2 id="before">${t.before}</h2>
${data.views.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="reg">${data.views.map(view => line(page, view))}</ul>`}</section>`,
  );
}

function code(page: Page, text: string): Html {
  const t = page.t.support;
  return html`<section class="note ok stack g2" role="status"><h2 class="h3">${t.code}</h2><p class="show"><span class="id">${page.format.digits(text)}</span></p><p>${t.codeText}</p></section>`;
}

const looks = { waits: ['wait', 'clock'], open: ['ok', 'eye'], over: ['plain', 'lock'] } as const;

function line(page: Page, view: View): Html {
  const t = page.t.support;
  const [kind, iconName] = looks[view.state];
  const state = view.state === 'over' && !view.opened ? t.unused : t.states[view.state];
  return html`<li><p class="row between"><span>${when(page, view.madeAt)}</span>${tag(page, kind, iconName, state)}</p>
<p class="s dim">${page.format.list(view.parts.map(part => t.parts[part]))}</p>${
    view.state !== 'over' &&
    html`<form method="post" action="/me/support/${view.id}/end"><button class="btn bad sm">${t.end}</button></form>`
  }</li>`;
}
