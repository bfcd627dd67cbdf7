/** The front page: the 50 systems by owner and by business process, searchable, the connected ones marked. */
import type { ConnectionState } from '../src/directory/index.ts';
import { type Html, html, type Renderable, safeHref } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { layout } from './layout.ts';
import { plannedOutages } from './parts/announced.ts';
import { connectionTag } from './parts/connection.ts';
import { icon } from './parts/icon.ts';
import { lattice } from './parts/lattice.ts';
import { more } from './parts/more.ts';
import { nuqta, nuqtaRow } from './parts/nuqta.ts';
import { name, rich } from './parts/rich.ts';
import { note } from './parts/tag.ts';
import { systemTable } from './window-table.ts';

/** One of the 50, in the reader's language. */
export interface WindowSystem {
  readonly number: number;
  readonly name: string;
  /** '' where the list knows no address */
  readonly url: string;
  readonly processes: readonly string[];
  readonly state: ConnectionState;
  /** Set when one can sign in there with Yekbar now. */
  readonly signInUrl: string | undefined;
}

export interface LiveSystem extends WindowSystem {
  readonly owner: string;
  /** What its first purpose asks for, where it has one. */
  readonly spared: { readonly purpose: string; readonly fields: number } | undefined;
}

export interface WindowProcess {
  readonly key: string;
  readonly name: string;
  /** Of all systems, whatever is searched for. */
  readonly count: number;
}

export interface WindowData {
  /** As typed; '' when nothing is searched for. */
  readonly query: string;
  /** Key of the chosen process. */
  readonly process: string | undefined;
  readonly processes: readonly WindowProcess[];
  /** What is found, by owner. */
  readonly owners: readonly {
    readonly name: string;
    /** On all pages. */
    readonly count: number;
    readonly systems: readonly WindowSystem[];
  }[];
  /** Some of the connected ones. */
  readonly live: readonly LiveSystem[];
  readonly connected: readonly { readonly number: number; readonly name: string }[];
  readonly total: number;
  /** How many are found, on all pages. */
  readonly found: number;
  /** Address of the next ones. */
  readonly more: string | undefined;
}

export function windowPage(page: Page, data: WindowData): Html {
  const t = page.t.window;
  const searching = data.query !== '' || data.process !== undefined;
  return layout(
    page,
    { title: data.query === '' ? t.title : t.searched(data.query), current: 'systems', wide: true },
    html`${hero(page, data)}
<div class="wrap">
${!searching && html`${plannedOutages(page, data.connected)}${!page.reader && how(page)}${live(page, data)}${works(page, data)}`}
${systems(page, data, searching)}
${searching && works(page, data)}
</div>`,
  );
}

function hero(page: Page, data: WindowData): Html {
  const { t, format } = page;
  const words = t.window;
  const connected = data.connected.length;
  const waiting = data.total - connected;
  return html`<div class="hero"><div class="wrap">
<div>
  <h1>${words.heading}</h1>
  <p class="lede">${words.lede}</p>
  <p class="row">${
    page.reader
      ? html`<a class="btn sun" href="/me/systems">${icon(page, 'grid')}${t.launch.link}</a>`
      : html`<a class="btn sun" href="/sign-in">${icon(page, 'enter', { flip: true })}${words.signIn}</a><a href="/enrol">${words.enrol}</a>`
  }</p>
  <form method="get" action="/#systems" role="search">
    <label for="q">${words.search}</label>
    <div class="find"><input class="in" id="q" name="q" type="search" value="${data.query}" placeholder="${words.example}" maxlength="100" autocomplete="off"><button class="btn night">${icon(page, 'search')}${words.submit}</button></div>
  </form>
</div>
<figure>
  ${lattice(
    data.connected.map(system => system.number),
    words.lattice(format.number(data.total), format.number(connected)),
  )}
  <figcaption><span>${nuqta('register', 'gold')} ${words.connectedCount(format.number(connected), connected)}</span><span>${nuqta('self')} ${words.waitingCount(format.number(waiting), waiting)}</span></figcaption>
</figure>
</div></div>`;
}

/** Three sentences for whoever is here for the first time. */
function how(page: Page): Html {
  const t = page.t.window.how;
  return html`<section aria-label="${t.label}"><ol class="how">${t.steps.map(
    ({ title, text }) => html`<li>${nuqta('register')}<b>${title}</b><p>${text}</p></li>`,
  )}</ol></section>
`;
}

function live(page: Page, data: WindowData): Renderable {
  const t = page.t.window;
  if (data.live.length === 0) return undefined;
  const others = data.connected.length - data.live.length;
  return html`<section class="sec stack" aria-labelledby="live">
<h2 id="live">${t.live}</h2>
<div class="live">${data.live.map(system => liveCard(page, system))}</div>
${others > 0 && html`<p><a href="#systems">${t.liveToo(page.format.number(others), others)}</a></p>`}
</section>`;
}

function liveCard(page: Page, system: LiveSystem): Html {
  const t = page.t.window;
  const { spared } = system;
  return html`
<article class="card">
  <h3><a class="plain" href="/systems/${system.number}">${name(system.name)}</a></h3>${connectionTag(page, system.state)}
  <p class="dim s">${name(system.owner)}</p>${
    spared &&
    html`
  <p>${t.spared(page.format.number(spared.fields), spared.purpose, spared.fields)}</p>
  ${nuqtaRow(spared.fields, 0)}`
  }${
    system.signInUrl &&
    html`
  <a class="btn" href="${safeHref(system.signInUrl)}">${icon(page, 'enter', { flip: true })}<span>${t.enter}<span class="vh">: ${system.name}</span></span></a>`
  }
</article>`;
}

function works(page: Page, data: WindowData): Html {
  const t = page.t.window;
  return html`<section class="sec stack" aria-labelledby="work">
<h2 id="work">${t.work}</h2>
<ul class="tiles">${data.processes.map(
    process => html`
<li><a href="/?process=${process.key}#systems"${process.key === data.process && html` aria-current="true"`}>${processIcon(page, process.key)}${process.name}<span class="n">${page.format.number(process.count)}<span class="vh">${t.systems}</span></span></a></li>`,
  )}
</ul>
</section>`;
}

/** Only the truck turns with the reading direction. */
export function processIcon(page: Page, key: string): Html {
  return icon(page, key, { flip: key === 'transport-insurance' });
}

function systems(page: Page, data: WindowData, searching: boolean): Html {
  const { t, format } = page;
  const words = t.window;
  const { found } = data;
  const what = [data.query, data.processes.find(process => process.key === data.process)?.name]
    .filter(Boolean)
    .join(page.t.common.comma);
  const heading = !searching
    ? words.all(format.number(data.total))
    : found > 0
      ? rich(slot => words.found(format.number(found), slot(name(what)), found))
      : rich(slot => words.none(slot(name(what))));
  return html`<section class="sec stack" id="systems" aria-labelledby="all">
<div class="row between"><h2 id="all">${heading}</h2>${
    found > 0 && html`<p class="dim s">${nuqta('register', 't-brand')} ${words.mark}</p>`
  }</div>
${found > 0 ? systemTable(page, data) : nothingFound(page)}
${more(page, data.more)}
${
  searching
    ? html`<p><a class="btn line" href="/#systems">${words.showAll(format.number(data.total))}</a></p>`
    : html`<p class="dim xs">${words.source} <a href="/systems/changes">${words.changes.title}</a></p>`
}
</section>`;
}

function nothingFound(page: Page): Html {
  const t = page.t.window;
  const steps = t.noneSteps;
  return note(
    page,
    'plain',
    'search',
    html`<p><b>${t.noneText}</b></p>
<ul class="bullets">${[steps.shorter, steps.owner, steps.work].map(step => html`<li>${step}</li>`)}</ul>`,
  );
}
