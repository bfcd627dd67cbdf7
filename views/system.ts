import { type Html, html, type Renderable, safeHref } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { layout } from './layout.ts';
import { icon } from './parts/icon.ts';
import { name } from './parts/rich.ts';
import { note, tag } from './parts/tag.ts';
import { lawDate } from './parts/when.ts';
import { processIcon } from './window.ts';
import { hostOf } from './window-table.ts';

/** What a system asks for, in the reader's language. */
export interface SystemPurpose {
  readonly name: string;
  readonly text: string;
  readonly basis: 'consent' | 'law';
  readonly law: {
    readonly title: string;
    readonly body: string;
    readonly date: string | undefined;
    readonly articles: string;
  };
  readonly retention: string;
  /** registry undefined: said by the person */
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly registry: string | undefined;
  }[];
}

export interface SystemData {
  readonly number: number;
  readonly name: string;
  readonly owner: string;
  /** '' where the list knows no address */
  readonly url: string;
  readonly processes: readonly { readonly key: string; readonly name: string }[];
  readonly connected: boolean;
  readonly signInUrl: string | undefined;
  readonly purposes: readonly SystemPurpose[];
}

/** One government system: whose, for what, where, and what it asks for when it is connected. */
export function systemPage(page: Page, data: SystemData): Html {
  const t = page.t.window;
  return layout(
    page,
    { title: data.name, current: 'systems' },
    html`<div class="head">
<p class="s"><a href="/">${icon(page, 'back', { flip: true })} ${t.one.back}</a></p>
<h1>${name(data.name)}</h1>
<p class="lede">${name(data.owner)}</p>
</div>
<div class="stack g5">
<dl class="card facts c2">
  <div><dt>${t.one.state}</dt><dd>${data.connected ? tag(page, 'ok', 'check', t.connected) : tag(page, 'plain', 'clock', t.notConnected)}</dd></div>
  <div><dt>${t.one.number}</dt><dd>${page.format.number(data.number)}</dd></div>
  <div><dt>${t.one.works}</dt>${data.processes.map(
    process =>
      html`<dd class="as-first"><a href="/?process=${process.key}#systems">${processIcon(page, process.key)} ${process.name}</a></dd>`,
  )}</div>
  <div><dt>${t.one.address}</dt><dd>${
    data.url
      ? html`<a class="id url" href="${safeHref(data.url)}" rel="noreferrer">${hostOf(data.url)}</a>`
      : html`<span class="dim">${t.one.noAddress}</span>`
  }</dd></div>
</dl>
${state(page, data)}
</div>
${data.connected && data.purposes.length > 0 && asked(page, data.purposes)}`,
  );
}

function state(page: Page, data: SystemData): Renderable {
  const t = page.t.window;
  if (!data.connected) return note(page, 'plain', 'info', html`<p>${t.one.notConnectedText}</p>`);
  return html`<div class="stack g3"><p>${t.one.connectedText}</p>${
    data.signInUrl &&
    html`<p><a class="btn" href="${safeHref(data.signInUrl)}">${icon(page, 'enter', { flip: true })}${t.enter}</a></p>`
  }</div>`;
}

function asked(page: Page, purposes: readonly SystemPurpose[]): Html {
  const t = page.t.window.one;
  return html`<section class="sec stack" aria-labelledby="asked">
<h2 id="asked">${t.asked}</h2>
<p class="dim">${t.askedText}</p>
${purposes.map(purpose => purposeCard(page, purpose))}
</section>`;
}

function purposeCard(page: Page, purpose: SystemPurpose): Html {
  const t = page.t.window.one;
  const { law } = purpose;
  const count = purpose.fields.length;
  return html`<article class="card stack">
<div class="row between"><h3>${purpose.name}</h3>${
    purpose.basis === 'law' ? tag(page, 'law', 'law', t.law) : tag(page, 'brand', 'consent', t.consent)
  }</div>
<p>${purpose.text}</p>
<dl class="facts c2">
  <div><dt>${t.basis}</dt><dd>${law.title}</dd><dd>${law.body}${law.date && html`${page.t.common.comma}${lawDate(page, law.date)}`}</dd>${law.articles && html`<dd>${page.format.digits(law.articles)}</dd>`}</div>
  <div><dt>${t.retention}</dt><dd>${purpose.retention}</dd></div>
</dl>
<table class="t fold"><caption>${t.fields(page.format.number(count), count)}</caption>
<thead><tr><th scope="col">${t.field}</th><th scope="col">${t.registry}</th></tr></thead>
<tbody>${purpose.fields.map(
    field => html`
<tr><th scope="row">${field.label}</th><td class="flush">${field.registry ?? t.self}</td></tr>`,
  )}</tbody></table>
</article>`;
}
