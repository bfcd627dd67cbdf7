import { type Html, html, safeHref } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { plannedOutages } from '../parts/announced.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { processIcon } from '../window.ts';

export interface LaunchSystem {
  readonly number: number;
  readonly name: string;
  readonly owner: string;
  readonly processes: readonly string[];
  /** Where its sign-in begins, with the entity already said. */
  readonly address: string;
}

export interface LaunchData {
  readonly behalf: readonly {
    /** self, or the id of an entity on these pages */
    readonly id: string;
    /** undefined: the reader */
    readonly name: string | undefined;
    readonly current: boolean;
  }[];
  readonly recent: readonly (LaunchSystem & { readonly at: Date })[];
  readonly processes: readonly {
    readonly key: string;
    readonly name: string;
    readonly systems: readonly LaunchSystem[];
  }[];
}

/** The window of somebody who has signed in: for whom, and from there one step to each system that works. */
export function launchPage(page: Page, data: LaunchData): Html {
  const t = page.t.launch;
  const current = data.behalf.find(one => one.current)?.name;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<nav class="stack g3" aria-labelledby="behalf"><h2 id="behalf" class="h3">${t.behalf}</h2>
<ul class="row">${data.behalf.map(
      one =>
        html`<li><a class="${one.current ? 'btn sm' : 'btn line sm'}" href="/me/systems?for=${one.id}"${one.current && html` aria-current="true"`}>${icon(page, one.name === undefined ? 'person' : 'company')}${one.name === undefined ? t.self : name(one.name)}</a></li>`,
    )}</ul></nav>
${plannedOutages(page, [...new Map(data.processes.flatMap(({ systems }) => systems).map(one => [one.number, one])).values()])}
${
  data.recent.length > 0 &&
  html`<section class="sec stack" aria-labelledby="recent"><h2 id="recent">${t.recent}</h2>
<div class="live">${data.recent.map(system => card(page, system, current, system.at))}</div></section>`
}
${
  data.processes.length === 0
    ? html`<div class="sec">${note(page, 'plain', 'info', html`<p><b>${t.none}</b> <a href="/">${t.all}</a></p>`)}</div>`
    : data.processes.map(
        process => html`<section class="stack g2 mt5" aria-labelledby="p-${process.key}">
<h2 id="p-${process.key}" class="h3 row">${processIcon(page, process.key)}${process.name}</h2>
<ul class="reg pair">${process.systems.map(system => row(page, system, current))}</ul></section>`,
      )
}
<p class="sec row"><a class="btn line" href="/me/applications">${icon(page, 'clock')}${t.applications}</a><a href="/">${t.all}</a></p>`,
  );
}

/** One line of a process: most systems stand under several, so each says little. */
function row(page: Page, system: LaunchSystem, entity: string | undefined): Html {
  const t = page.t.launch;
  return html`
<li><div><h3><a class="plain" href="/systems/${system.number}">${name(system.name)}</a></h3><p class="dim">${name(system.owner)}</p></div>
<div><a class="btn line sm" rel="noreferrer" href="${safeHref(system.address)}">${icon(page, 'enter', { flip: true })}<span>${t.openShort}<span class="vh"> ${rich(slot => t.open(slot(name(entity ?? t.self))))}: ${system.name}</span></span></a></div></li>`;
}

function card(page: Page, system: LaunchSystem, entity: string | undefined, at?: Date): Html {
  const t = page.t.launch;
  const whom = entity ?? t.self;
  return html`
<article class="card"><h3><a class="plain" href="/systems/${system.number}">${name(system.name)}</a></h3>
<p class="dim s">${name(system.owner)}</p>${at && html`<p class="s">${rich(slot => t.used(slot(when(page, at))))}</p>`}
<a class="btn" rel="noreferrer" href="${safeHref(system.address)}">${icon(page, 'enter', { flip: true })}<span>${rich(slot => t.open(slot(name(whom))))}<span class="vh">: ${system.name}</span></span></a>
</article>`;
}
