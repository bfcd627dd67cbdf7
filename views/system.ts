import type { Availability, ConnectionState, Version } from '../src/directory/index.ts';
import { type Html, html, type Renderable, safeHref } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { layout } from './layout.ts';
import { announced, systemKey } from './parts/announced.ts';
import { back } from './parts/back.ts';
import { connectionTag } from './parts/connection.ts';
import { partName } from './parts/difference.ts';
import { icon } from './parts/icon.ts';
import { type LawShown, lawLines } from './parts/law.ts';
import { registryLink } from './parts/registry.ts';
import { name } from './parts/rich.ts';
import { note, tag } from './parts/tag.ts';
import { when } from './parts/when.ts';
import { processIcon } from './window.ts';
import { hostOf } from './window-table.ts';

/** What a system asks for, in the reader's language. */
export interface SystemPurpose {
  readonly name: string;
  readonly text: string;
  readonly basis: 'consent' | 'law';
  readonly law: LawShown;
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
  readonly state: ConnectionState;
  /** One service on each line; '' where nobody said. */
  readonly services: string;
  readonly hours: string;
  readonly availability: Availability | undefined;
  /** Fields of the catalogue that it collects, as far as somebody said. */
  readonly collects: readonly { readonly key: string; readonly label: string }[];
  /** The registries that it asks. */
  readonly asks: readonly { readonly key: string; readonly name: string }[];
  /** What was changed of this page, newest first. */
  readonly changes: readonly Version[];
  readonly score: { readonly count: number; readonly average: number } | undefined;
  /** Whether people are asked about it at all. */
  readonly feedback: boolean;
}

/** One government system: whose, for what, where, and what it asks for when it is connected. */
export function systemPage(page: Page, data: SystemData): Html {
  const t = page.t.window;
  return layout(
    page,
    { title: data.name, current: 'systems' },
    html`<div class="head">
${back(page, '/', t.one.back)}
<h1>${name(data.name)}</h1>
<p class="lede">${name(data.owner)}</p>
</div>
<div class="stack g5">
${announced(page, [systemKey(data.number)], '')}
<dl class="card facts c2">
  <div><dt>${t.one.state}</dt><dd>${connectionTag(page, data.state)}</dd><dd class="s">${page.t.directory.connectionTexts[data.state]}</dd></div>
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
  ${known(page, data)}
</dl>
${state(page, data)}
</div>
${collected(page, data)}
${data.connected && data.purposes.length > 0 && asked(page, data.purposes)}
${people(page, data)}
${changed(page, data)}`,
  );
}

/** Hours, availability and services, as far as somebody said. */
function known(page: Page, data: SystemData): Renderable {
  const t = page.t.window.one;
  const { hours, availability } = data;
  const open = availability && page.t.directory.availabilities[availability];
  return html`${(hours || open) && html`<div><dt>${t.hours}</dt>${hours && html`<dd>${name(hours)}</dd>`}${open && html`<dd>${open}</dd>`}</div>`}${
    data.services &&
    html`<div><dt>${t.services}</dt>${data.services.split('\n').map(service => html`<dd class="as-first">${name(service)}</dd>`)}</div>`
  }`;
}

function collected(page: Page, data: SystemData): Renderable {
  const t = page.t.window.one;
  if (data.collects.length === 0 && data.asks.length === 0) return undefined;
  return html`<section class="sec stack" aria-labelledby="collects"><h2 id="collects">${t.collects}</h2>
${data.collects.length > 0 && html`<ul class="bullets cols">${data.collects.map(({ key, label }) => html`<li><a href="/catalogue/${key}">${label}</a></li>`)}</ul>`}
${data.asks.length > 0 && html`<p>${t.asks} ${data.asks.map((registry, at) => html`${at > 0 && page.t.common.comma}${registryLink(registry)}`)}</p>`}</section>`;
}

/** What those who used it say, and where to say something. */
function people(page: Page, data: SystemData): Renderable {
  const t = page.t.window.one;
  if (!data.feedback) return undefined;
  const { number } = page.format;
  return html`<section class="sec stack" aria-labelledby="people"><h2 id="people">${page.t.feedback.public.heading}</h2>
${data.score && html`<p><b>${page.t.feedback.public.outOf(number(data.score.average))}</b> <span class="dim">${t.answers(number(data.score.count))}</span></p>`}
<p class="row"><a class="btn line sm" href="/systems/${data.number}/feedback">${page.t.feedback.public.heading}</a><a class="btn line sm" href="/overlap/systems/${data.number}">${t.form}</a><a class="btn line sm" href="/me/cases/new?kind=complaint&system=${data.number}">${icon(page, 'flag')}${page.t.cases.complaints.open}</a></p></section>`;
}

function changed(page: Page, data: SystemData): Renderable {
  const t = page.t.window.changes;
  if (data.changes.length === 0) return undefined;
  return html`<section class="sec stack" aria-labelledby="changes"><h2 id="changes">${t.here}</h2>
<ul class="bullets">${data.changes.map(
    ({ madeAt, differences }) =>
      html`<li>${when(page, madeAt, 'date')}: ${partNames(
        page,
        differences.map(({ part }) => part),
      )}</li>`,
  )}</ul></section>`;
}

/** The parts of an entry that were changed, in words. */
export function partNames(page: Page, parts: readonly string[]): Renderable {
  return parts.map((part, at) => html`${at > 0 && page.t.common.comma}${partName(page, part)}`);
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
  return html`<article class="card stack">
<div class="row between"><h3>${purpose.name}</h3>${
    purpose.basis === 'law' ? tag(page, 'law', 'law', t.law) : tag(page, 'brand', 'consent', t.consent)
  }</div>
<p>${purpose.text}</p>
<dl class="facts c2">
  <div><dt>${t.basis}</dt>${lawLines(page, law)}</div>
  <div><dt>${t.retention}</dt><dd>${purpose.retention}</dd></div>
</dl>
${[...Map.groupBy(purpose.fields, ({ key }) => key.slice(0, key.indexOf('.')))].map(([about, fields], _at, all) => fieldTable(page, all.length > 1 ? about : undefined, fields))}
</article>`;
}

/** @param about whose fields these are, where a purpose asks of more than one kind of subject */
function fieldTable(page: Page, about: string | undefined, fields: SystemPurpose['fields']): Html {
  const t = page.t.window.one;
  const subjects: Readonly<Record<string, string | undefined>> = t.subjects;
  const count = t.fields(page.format.number(fields.length), fields.length);
  const subject = about && subjects[about];
  return html`<table class="t fold"><caption><span class="whole">${subject && html`${subject}${page.t.common.comma}`}${count}</span></caption>
<thead><tr><th scope="col">${t.field}</th><th scope="col">${t.registry}</th></tr></thead>
<tbody>${fields.map(
    field => html`
<tr><th scope="row">${field.label}</th><td class="flush">${field.registry ?? t.self}</td></tr>`,
  )}</tbody></table>`;
}
