/** Whether everything answers: Yekbar, the connected systems, the registries; what happened, and a check for a moment. */
import type { Status } from '../../src/status/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { strip, stripKey } from './strip.ts';

export interface StatusData extends Status {
  readonly everySeconds: number;
  /** The words that systems were looked for by. */
  readonly query: string;
  /** Address of the next systems. */
  readonly more: string | undefined;
  /** What was written in the check, and why it was not answered. */
  readonly asked: string;
  readonly at: string;
  readonly error: string | undefined;
}
type Target = Status['targets'][number];

export function statusPage(page: Page, data: StatusData): Html {
  const t = page.t.status;
  const { down } = data;
  const own = data.targets.filter(({ kind }) => kind !== 'registry');
  const registries = data.targets.filter(({ kind }) => kind === 'registry');
  const yekbar = down.some(({ kind }) => kind === 'yekbar');
  const { number } = page.format;
  return layout(
    page,
    { title: t.title, current: 'status', error: data.error !== undefined },
    html`<div class="head"><p class="s dim">${page.format.moment(page.at)}. ${t.every(number(data.everySeconds))}</p>
<h1>${yekbar ? t.headingDown : down.length === 0 ? t.headingAll : t.heading(number(down.length), down.length)}</h1>
<p class="lede">${down.some(({ kind }) => kind === 'registry') ? t.ledeDown : t.lede}</p></div>
<div class="two">
<div>
${
  data.trouble.length > 0 &&
  html`<section aria-labelledby="trouble"><h2 id="trouble">${t.trouble}</h2><ul class="reg mt3">${data.trouble.map(target => line(page, data, target))}</ul></section>`
}
<section aria-labelledby="own"${data.trouble.length > 0 && html` class="sec"`}><h2 id="own">${t.own}</h2>${find(page, data)}<ul class="reg mt3">${own.map(target => line(page, data, target))}</ul>
${more(page, data.more)}</section>
<section class="sec" aria-labelledby="regs"><h2 id="regs">${t.registries(number(registries.length))}</h2>
${stripKey(page)}
<ul class="reg">${registries.map(target => line(page, data, target))}</ul></section>
</div>
<aside class="stack g5" aria-label="${t.aside}">
${planned(page, data)}
${check(page, data)}
${news(page, data)}
<p class="s"><a href="/status.json">${t.json}</a> · <a href="/status.atom">${t.feed}</a></p>
</aside>
</div>`,
  );
}

/** Only where the systems are more than one page. */
function find(page: Page, data: StatusData): Renderable {
  const t = page.t.status;
  if (data.query === '' && data.more === undefined && data.trouble.length === 0) return undefined;
  return html`<form method="get" action="/status" role="search" class="stack mt3">
${field(page, { name: 'q', label: t.find, type: 'search', value: data.query, autocomplete: 'off' })}
<div class="row"><button class="btn line sm">${icon(page, 'search')}${t.search}</button><p class="s dim">${t.found(page.format.number(data.systems), data.systems)}</p></div></form>`;
}

const looks = {
  up: ['ok', 'check'],
  slow: ['wait', 'clock'],
  down: ['bad', 'unplug'],
  planned: ['plain', 'calendar'],
  unknown: ['plain', 'clock'],
} as const;

function line(page: Page, data: StatusData, target: Target): Html {
  const t = page.t.status;
  const [kind, sign] = looks[target.state];
  const { availability, latencyMs } = target;
  return html`
<li><div><h3>${title(page, target)}</h3><p class="dim">${name(target.owner[page.lang])}</p></div><div>${strip(page, data.calendar, target.days)}<p class="dim">${
    availability === undefined
      ? t.notMeasured
      : t.availability(
          page.format.percent(Math.floor(availability * 10_000) / 100),
          page.format.number(target.days.length),
          target.days.length,
        )
  }${latencyMs !== undefined && html`${page.t.common.comma}${t.latency(page.format.number(latencyMs))}`}</p></div><div>${tag(page, kind, sign, t.states[target.state])}${
    target.since &&
    target.state !== 'unknown' &&
    html`<p class="dim">${t.since} ${when(page, target.since)}</p>`
  }</div></li>`;
}

/** A registry and a system have pages of their own. */
function title(page: Page, { key, kind, name: called }: Target): Html {
  const words = name(called[page.lang]);
  if (kind === 'yekbar') return words;
  const folder = kind === 'registry' ? 'registries' : 'systems';
  return html`<a class="plain" href="/${folder}/${key.slice(key.indexOf(':') + 1)}">${words}</a>`;
}

function planned(page: Page, data: StatusData): Renderable {
  const t = page.t.status;
  if (data.announcements.length === 0) return undefined;
  const nameOf = (key: string | null) => data.names.get(key ?? '')?.[page.lang];
  return html`<section class="card stack" aria-labelledby="planned"><h2 id="planned" class="h3">${t.planned}</h2>${data.announcements.map(
    one =>
      html`<div><p><b>${nameOf(one.key) ?? t.platform}</b></p><p>${name(one.text[page.lang])}</p><p class="s dim">${t.fromTo(page.format.moment(one.beginsAt), page.format.moment(one.endsAt))}</p></div>`,
  )}</section>`;
}

/** For whoever was told "the system is down". */
function check(page: Page, data: StatusData): Html {
  const t = page.t.status;
  const watched = data.targets.filter(({ state }) => state !== 'unknown');
  return html`<form method="get" action="/status/proof" class="card stack"><h2 class="h3">${t.check}</h2><p class="s dim">${t.checkText}</p>
${data.error && note(page, 'bad', 'warn', html`<p role="alert"><b>${data.error}</b></p>`)}
${field(page, { name: 'target', label: t.target, hint: t.targetHint, value: data.asked, required: true, autocomplete: 'off', offered: watched.map(({ name }) => name[page.lang]) })}
${field(page, { name: 'at', label: t.at, hint: t.atHint, value: data.at, required: true, autocomplete: 'off' })}
<button class="btn line">${t.submit}</button></form>`;
}

function news(page: Page, data: StatusData): Html {
  const t = page.t.status;
  return html`<section class="card stack" aria-labelledby="news"><h2 id="news" class="h3">${t.news}</h2>${
    data.outages.length === 0
      ? html`<p class="s dim">${t.noNews}</p>`
      : html`<ol class="eyes">${data.outages
          .slice(0, 12)
          .map(
            outage =>
              html`<li><i class="nq ${outage.endedAt ? 't-ok' : 't-bad'}"></i><b>${outage.endedAt ? t.was(outage.name[page.lang]) : t.is(outage.name[page.lang])}</b><br><span class="s dim">${
                outage.endedAt
                  ? t.fromTo(page.format.moment(outage.beganAt), page.format.moment(outage.endedAt))
                  : t.from(page.format.moment(outage.beganAt))
              }</span></li>`,
          )}</ol>`
  }</section>`;
}
