/** The base registries in public: all 27, and who one is, what it vouches for and who asks for it. */
import type { RegistryShown, Version } from '../src/directory/index.ts';
import type { RegistryInfo } from '../src/registries/index.ts';
import { type Html, html, type Renderable, safeHref } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { layout } from './layout.ts';
import { announced, registryKey } from './parts/announced.ts';
import { back } from './parts/back.ts';
import { more } from './parts/more.ts';
import { name } from './parts/rich.ts';
import { tag } from './parts/tag.ts';
import { when } from './parts/when.ts';
import { partNames } from './system.ts';
import { hostOf } from './window-table.ts';

/** What our probes found. */
export interface RegistryState {
  readonly state: 'up' | 'slow' | 'down' | 'unknown' | 'planned';
  readonly since: Date | undefined;
  /** Of 90 days, 0 to 1. */
  readonly availability: number | undefined;
  /** Those that were probed. */
  readonly days: readonly unknown[];
}

export interface RegistryRow {
  readonly info: RegistryInfo;
  readonly fields: number;
  readonly state: RegistryState | undefined;
}

const looks = {
  up: ['ok', 'check'],
  slow: ['wait', 'clock'],
  down: ['bad', 'unplug'],
  planned: ['plain', 'calendar'],
  unknown: ['plain', 'clock'],
} as const;

export function registriesPage(page: Page, rows: readonly RegistryRow[]): Html {
  const t = page.t.registries.pages;
  const { number } = page.format;
  return layout(
    page,
    { title: t.title, current: 'fields' },
    html`<div class="head">${back(page, '/catalogue', page.t.registries.catalogue.back)}
<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col" class="num">${t.number}</th><th scope="col">${page.t.registries.catalogue.registryLabel}</th><th scope="col">${page.t.registries.catalogue.custodianLabel}</th><th scope="col" class="num">${t.fields}</th><th scope="col">${t.state}</th></tr></thead>
<tbody>${rows.map(
      ({ info, fields, state }) => html`
<tr><td class="num">${number(info.no)}</td><th scope="row"><a href="/registries/${info.key}">${name(info.name[page.lang])}</a></th><td class="flush">${name(info.custodian[page.lang])}</td><td class="num">${number(fields)}</td><td class="flush">${stateTag(page, state)}</td></tr>`,
    )}</tbody></table>`,
  );
}

export interface RegistryData extends RegistryShown {
  /** Address of the next systems that ask. */
  readonly more: string | undefined;
  readonly state: RegistryState | undefined;
  /** What was changed of this page, newest first. */
  readonly changes: readonly Version[];
}

export function registryPage(page: Page, data: RegistryData): Html {
  const t = page.t.registries.pages;
  const { info, description, url } = data;
  const { one } = page.t.window;
  return layout(
    page,
    { title: info.name[page.lang], current: 'fields' },
    html`<div class="head">${back(page, '/registries', t.title)}
<h1>${name(info.name[page.lang])}</h1><p class="lede">${name(info.custodian[page.lang])}</p></div>
<div class="stack g5">
${announced(page, [registryKey(info.key)], '')}
${description && html`<div class="stack g3">${description.split('\n').map(line => html`<p>${name(line)}</p>`)}</div>`}
<dl class="card facts c2">
  <div><dt>${t.number}</dt><dd>${page.t.registries.catalogue.registryNumber(page.format.number(info.no))}</dd></div>
  <div><dt>${t.state}</dt><dd>${stateTag(page, data.state)}</dd>${measured(page, data.state)}</div>
  ${opening(page, data)}
  <div><dt>${t.address}</dt><dd>${url ? html`<a class="id url" href="${safeHref(url)}" rel="noreferrer">${hostOf(url)}</a>` : html`<span class="dim">${one.noAddress}</span>`}</dd></div>
</dl>
</div>
<section class="sec stack" aria-labelledby="fields"><h2 id="fields">${t.vouches}</h2>${
      data.fields.length === 0 ? html`<p class="dim">${t.noFields}</p>` : vouched(page, data.fields)
    }</section>
${asking(page, data)}
${
  data.changes.length > 0 &&
  html`<section class="sec stack" aria-labelledby="changes"><h2 id="changes">${page.t.window.changes.here}</h2><ul class="bullets">${data.changes.map(
    ({ madeAt, differences }) =>
      html`<li>${when(page, madeAt, 'date')}: ${partNames(
        page,
        differences.map(({ part }) => part),
      )}</li>`,
  )}</ul></section>`
}`,
  );
}

/** Whom a field is about is said where there are several: the names of some fields are the same. */
function vouched(page: Page, fields: RegistryData['fields']): Renderable {
  const { groups } = page.t.registries.catalogue;
  const about = [...Map.groupBy(fields, field => field.about)];
  return about.map(
    ([kind, some]) =>
      html`${about.length > 1 && html`<h3 id="about-${kind}">${groups[kind]}</h3>`}<ul class="bullets cols">${some.map(({ key, label }) => html`<li><a href="/catalogue/${key}">${label}</a></li>`)}</ul>`,
  );
}

function opening(page: Page, { hours, availability }: RegistryData): Renderable {
  const open = availability && page.t.directory.availabilities[availability];
  if (!hours && !open) return undefined;
  return html`<div><dt>${page.t.window.one.hours}</dt>${hours && html`<dd>${name(hours)}</dd>`}${open && html`<dd>${open}</dd>`}</div>`;
}

function asking(page: Page, { asking: askers, more: next }: RegistryData): Html {
  const t = page.t.registries.pages;
  const { number } = page.format;
  return html`<section class="sec stack" aria-labelledby="asking"><h2 id="asking">${t.asking}</h2>${
    askers.length === 0
      ? html`<p class="dim">${t.nobodyAsks}</p>`
      : html`<ul class="reg">${askers.map(
          ({ system, fields }) =>
            html`<li><h3><a href="/systems/${system.number}">${name(system.name[page.lang])}</a></h3><p class="dim">${name(system.owner[page.lang])}</p><p>${fields > 0 ? t.handed(number(fields), fields) : t.byItself}</p></li>`,
        )}</ul>`
  }
${more(page, next)}
<p class="row"><a class="btn line sm" href="/overlap">${page.t.overlap.title}</a><a class="btn line sm" href="/status">${page.t.status.title}</a></p></section>`;
}

function stateTag(page: Page, state: RegistryState | undefined): Html {
  const known = state?.state ?? 'unknown';
  const [kind, sign] = looks[known];
  return tag(page, kind, sign, page.t.status.states[known]);
}

function measured(page: Page, state: RegistryState | undefined): Renderable {
  if (state?.availability === undefined) return undefined;
  const percent = page.format.percent(Math.floor(state.availability * 10_000) / 100);
  const { length } = state.days;
  return html`<dd class="s">${page.t.status.availability(percent, page.format.number(length), length)}${state.since && html`<br>${page.t.status.since} ${when(page, state.since)}`}</dd>`;
}
