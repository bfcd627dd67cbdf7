import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from './icon.ts';

const WIDTH = 720;
const BASE = 150;
const TALLEST = 120;

export interface DaysFigure {
  /** Prefix of the ids in the drawing. */
  readonly id: string;
  readonly title: string;
  /** What full bars are, and outlined ones where there are any. */
  readonly names: readonly [string] | readonly [string, string];
  /** Newest first; ISO days. */
  readonly days: readonly { readonly day: string; readonly full: number; readonly outlined: number }[];
}

/** A number for each day. Time runs with the reading direction; the numbers stand in a table too. */
export function daysFigure(page: Page, figure: DaysFigure): Html {
  const { format } = page;
  const t = page.t.transparency;
  const [full, outlined] = figure.names;
  const days = figure.days.toReversed();
  const any = days.some(day => day.full + day.outlined > 0);
  return html`<figure class="card stack sized"><figcaption><h2 class="h3">${figure.title}</h2></figcaption>
${any ? drawing(page, figure, days) : html`<p>${t.nothing}</p>`}
${outlined && html`<p class="key"><span>${swatch('f-brand')}${full}</span><span>${swatch('f-law')}${outlined}</span></p>`}
<details><summary>${page.t.me.chart.table}${icon(page, 'down')}</summary><table class="t"><caption class="vh">${figure.title}</caption>
<thead><tr><th scope="col">${t.day}</th><th scope="col" class="num">${full}</th>${outlined && html`<th scope="col" class="num">${outlined}</th>`}</tr></thead>
<tbody>${figure.days.map(
    day =>
      html`<tr><th scope="row">${format.date(day.day)}</th><td class="num">${format.number(day.full)}</td>${outlined && html`<td class="num">${format.number(day.outlined)}</td>`}</tr>`,
  )}</tbody></table></details></figure>`;
}

function drawing(page: Page, figure: DaysFigure, days: DaysFigure['days']): Html {
  const { format } = page;
  const t = page.t.transparency;
  const all = (day: DaysFigure['days'][number]) => day.full + day.outlined;
  const most = days.reduce((best, day) => (all(day) > all(best) ? day : best));
  const pitch = WIDTH / days.length;
  const bar = Math.min(18, pitch * 0.7);
  const scale = TALLEST / Math.max(1, all(most));
  const { id } = figure;
  // A label each week, or every few, so that no more than five or six stand in the line.
  const step = Math.ceil(days.length / 35) * 7;
  return html`<svg class="chart days" viewBox="0 0 ${WIDTH} 186" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${figure.title}</title><desc id="${id}-d">${t.description(format.date(most.day), format.number(all(most)))}</desc>
${days.map((day, at) => {
  const place = page.lang === 'fa' ? days.length - 1 - at : at;
  const middle = round(pitch * (place + 0.5));
  const left = round(middle - bar / 2);
  const low = round(day.full * scale);
  const high = round(day.outlined * scale);
  const gap = low > 0 && high > 0 ? 2 : 0;
  return html`<g><title>${t.onDay(format.date(day.day), format.number(all(day)))}</title>${
    low > 0 && html`<path class="f-brand" d="M${left} ${BASE}v-${low}h${round(bar)}v${low}z"/>`
  }${
    high > 0 &&
    html`<path class="f-law" d="M${left} ${round(BASE - low - gap)}v-${high}h${round(bar)}v${high}z"/>`
  }${
    day === most &&
    html`<text class="mid" x="${inside(middle)}" y="${round(BASE - low - gap - high - 6)}">${format.number(all(day))}</text>`
  }${(days.length - 1 - at) % step === 0 && html`<text class="mid d2 low" x="${inside(middle)}" y="157">${tick(page, day.day)}</text>`}</g>
`;
})}<path class="ax" d="M0 ${BASE}.5h${WIDTH}"/></svg>`;
}

const ticks = {
  fa: new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-arabext', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
};

function tick(page: Page, day: string): string {
  return ticks[page.lang].format(new Date(`${day}T12:00:00Z`));
}

/** A text at the edge stays in the drawing. */
function inside(x: number): number {
  return Math.min(WIDTH - 42, Math.max(42, x));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function swatch(kind: 'f-brand' | 'f-law'): Html {
  return html`<svg viewBox="0 0 10 10" aria-hidden="true"><path class="${kind}" d="M0 0h10v10H0z"/></svg>`;
}
