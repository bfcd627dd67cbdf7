/** Who asks twice for what: the map, the ranked list, the pairs, what to connect first, and the score of each agency. */
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { nuqta } from '../parts/nuqta.ts';
import { registryLink } from '../parts/registry.ts';
import { name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { NamedSystem, OverlapData, RankedField } from './data.ts';
import { heatKey, heatMap, heatTable } from './heat.ts';

const RANKED = 12;
/** More systems that ask for one field nobody reads here: they stand in the data. */
const ASKING = 60;

export function overlapPage(page: Page, data: OverlapData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  return layout(
    page,
    { title: t.title },
    html`<div class="head"><h1>${t.title}</h1>
${printed(page)}<p class="lede">${data.read === 0 ? t.nothing : t.lede(number(data.questions), number(data.read), number(data.facts), number(data.questions - data.facts))}</p>
${data.sample && html`<div class="mt4">${note(page, 'wait', 'warn', html`<p><b>${t.sample}</b> ${t.sampleText}</p>`)}</div>`}</div>
${data.read > 0 && html`<div class="across">${body(page, data)}</div>`}`,
  );
}

/** On paper: which page this is, and the moment of its numbers. */
export function printed(page: Page): Html {
  return html`<p class="printed">${page.t.overlap.printed(`${page.issuer}${page.path}`, page.format.moment(page.at))}</p>`;
}

function body(page: Page, data: OverlapData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  return html`<section class="card stack" aria-labelledby="heat">
<div class="row between"><h2 id="heat" class="h3">${t.heading}</h2>${heatKey(page)}</div>
${heatMap(page, data)}
<p class="xs dim">${t.counted(number(data.read), number(data.total))}${data.doubts > 0 && html` ${t.doubts(number(data.doubts), data.doubts)}`}</p>
</section>
<details class="sec"><summary>${t.table}${icon(page, 'down')}</summary>${heatTable(page, data)}</details>
${ranking(page, data.fields.slice(0, RANKED))}
${connect(page, data)}
${pairs(page, data)}
${scores(page, data)}
<section class="sec stack noprint" aria-labelledby="take"><h2 id="take">${t.take}</h2>
<p>${t.takeText}</p>
<p class="row"><a class="btn line sm" href="/overlap.csv">${icon(page, 'download')}${t.csv}</a><a class="btn line sm" href="/overlap.json">${icon(page, 'download')}${t.json}</a></p></section>`;
}

function ranking(page: Page, fields: readonly RankedField[]): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  const most = fields[0]?.systems.length ?? 1;
  return html`<section class="sec stack" aria-labelledby="rank"><h2 id="rank">${t.ranking}</h2>
<ol class="rank">${fields.map((field, at) => {
    const share = Math.round((100 * field.systems.length) / most);
    const x = page.lang === 'fa' ? 100 - share : 0;
    return html`
<li><span class="dim">${number(at + 1)}</span><b><a class="plain" href="/catalogue/${field.key}">${field.label}</a></b><span><b>${number(field.systems.length)}</b> <span class="dim s">${t.times(field.systems.length)}</span></span><svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="f-sunk" width="100" height="4"/><rect class="f-brand" x="${x}" width="${share}" height="4"/></svg><p class="s dim">${
      field.registry
        ? html`${t.known} ${nuqta('register', 't-brand')} ${registryLink(field.registry)}. ${t.avoidable(number(field.avoidable), field.avoidable)}`
        : t.unknown
    }</p><details class="s"><summary>${t.who}${icon(page, 'down')}</summary><ul class="bullets cols">${field.systems.slice(0, ASKING).map(system => html`<li>${link(system)}</li>`)}${field.systems.length > ASKING && html`<li><a href="/overlap.csv">${t.askingToo(number(field.systems.length - ASKING))}</a></li>`}</ul></details></li>`;
  })}</ol></section>`;
}

function link(system: NamedSystem): Renderable {
  return html`<a href="/overlap/systems/${system.number}">${name(system.name)}</a> <span class="dim xs">${name(system.owner)}</span>`;
}

function connect(page: Page, data: OverlapData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  return html`<section class="sec stack" aria-labelledby="connect"><h2 id="connect">${t.connect}</h2><p class="dim">${t.connectText}</p>
<table class="t fold"><caption class="vh">${t.connect}</caption><thead><tr><th scope="col">${t.system}</th><th scope="col" class="num">${t.asked}</th><th scope="col" class="num">${t.wouldSpare}</th><th scope="col" class="num">${t.perYear}</th></tr></thead>
<tbody>${data.connect.map(
    row =>
      html`<tr><th scope="row">${link(row.system)}</th><td class="num" data-label="${t.asked}">${number(row.asked)}</td><td class="num" data-label="${t.wouldSpare}"><b>${number(row.avoidable)}</b></td><td class="num" data-label="${t.perYear}">${row.perYear === undefined ? t.notSaid : number(row.perYear)}</td></tr>`,
  )}</tbody></table></section>`;
}

function pairs(page: Page, data: OverlapData): Renderable {
  const t = page.t.overlap;
  const { number } = page.format;
  if (data.pairs.length === 0) return undefined;
  return html`<section class="sec stack" aria-labelledby="pairs"><h2 id="pairs">${t.pairs}</h2>
<table class="t fold"><caption class="vh">${t.pairs}</caption><thead><tr><th scope="col">${t.pair}</th><th scope="col" class="num">${t.shared}</th><th scope="col" class="num">${t.alike}</th></tr></thead>
<tbody>${data.pairs.map(
    pair =>
      html`<tr><th scope="row">${link(pair.one)}<br>${link(pair.other)}</th><td class="num" data-label="${t.shared}">${number(pair.shared)}</td><td class="num" data-label="${t.alike}">${t.percent(number(Math.round(pair.alike * 100)))}</td></tr>`,
  )}</tbody></table></section>`;
}

function scores(page: Page, data: OverlapData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  return html`<section class="sec stack" aria-labelledby="scores"><h2 id="scores">${t.scores}</h2><p>${t.rule}</p>
<table class="t fold"><caption class="vh">${t.scores}</caption><thead><tr><th scope="col">${t.owner}</th><th scope="col" class="num">${t.score}</th><th scope="col" class="num">${t.asked}</th><th scope="col" class="num">${t.held}</th></tr></thead>
<tbody>${data.scores.map(
    row =>
      html`<tr><th scope="row">${name(row.owner)} <span class="dim xs">${t.systemsOf(number(row.systems), row.systems)}</span>${contested(page, row.contest)}</th><td class="num" data-label="${t.score}"><b>${t.outOf(number(row.score))}</b></td><td class="num" data-label="${t.asked}">${number(row.asked)}</td><td class="num" data-label="${t.held}">${number(row.avoidable)}</td></tr>`,
  )}</tbody></table>
${more(page, data.moreScores)}
<p class="s">${t.contestText} <a class="noprint" href="${data.contest}">${t.contest}</a></p></section>`;
}

/** Beside a score: when its agency contested it, and what came of it. */
function contested(page: Page, contest: OverlapData['scores'][number]['contest']): Renderable {
  if (!contest) return undefined;
  const t = page.t.overlap;
  const { date } = page.format;
  const outcomes: Readonly<Record<string, string | undefined>> = t.contestOutcomes;
  return html`<br><span class="xs">${t.contestedOn(date(contest.openedAt))}${contest.answeredAt ? html` ${t.answeredOn(date(contest.answeredAt))} ${outcomes[contest.outcome ?? ''] ?? ''}` : html` ${t.notAnswered}`}</span>`;
}
