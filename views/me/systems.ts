import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import type { RecordData } from './data.ts';

const WIDTH = 352;
const HEIGHT = 14;

/** Releases of twelve months by system, most first; law is outlined, consent full; the numbers beside and in a table. */
export function systemsFigure(page: Page, systems: RecordData['systems']): Html {
  const t = page.t.record;
  const { chart } = page.t.me;
  const { format } = page;
  const most = Math.max(1, ...systems.map(system => system.consent + system.law));
  return html`<figure class="card stack"><figcaption><h2 class="h3">${t.systems}</h2></figcaption>
<ul class="stack g2">${systems
    .slice(0, 12)
    .map(
      system =>
        html`<li><p class="s row"><span>${name(system.name)}</span> <b>${format.number(system.consent + system.law)}</b></p>${bar(
          page,
          (system.consent / most) * WIDTH,
          (system.law / most) * WIDTH,
          t.systemsText(format.number(system.consent), format.number(system.law)),
        )}</li>`,
    )}</ul>
<details><summary>${chart.table}${icon(page, 'down')}</summary><table class="t"><caption class="vh">${t.systems}</caption>
<thead><tr><th scope="col">${page.t.me.log.system}</th><th scope="col" class="num">${chart.consent}</th><th scope="col" class="num">${chart.law}</th></tr></thead>
<tbody>${systems.map(
    system =>
      html`<tr><th scope="row">${name(system.name)}</th><td class="num">${format.number(system.consent)}</td><td class="num">${format.number(system.law)}</td></tr>`,
  )}</tbody></table></details></figure>`;
}

/** Bars begin where the line begins. */
function bar(page: Page, consent: number, law: number, title: string): Html {
  const round = (value: number) => Math.round(value * 10) / 10;
  const from = (start: number, width: number) => round(page.lang === 'fa' ? WIDTH - start - width : start);
  const piece = (kind: string, start: number, width: number) =>
    width > 0 &&
    html`<path class="${kind}" d="M${from(start, width)} 1h${round(width)}v${HEIGHT - 2}h-${round(width)}z"/>`;
  const gap = consent > 0 && law > 0 ? 2 : 0;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${piece(
    'f-brand',
    0,
    consent,
  )}${piece('f-law', consent + gap, Math.max(0, law - gap))}</svg>`;
}
