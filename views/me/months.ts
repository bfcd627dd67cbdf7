import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import type { MonthCount } from './data.ts';

const WIDTH = 352;
const BASE = 150;
const TALLEST = 120;
const BAR = 19;

const calendars = {
  fa: (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-arabext', { timeZone: 'Asia/Tehran', ...options }),
  en: (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tehran', ...options }),
};
const names = {
  fa: { tick: calendars.fa({ month: 'long' }), full: calendars.fa({ month: 'long', year: 'numeric' }) },
  en: { tick: calendars.en({ month: 'short' }), full: calendars.en({ month: 'long', year: 'numeric' }) },
};

export function monthName(page: Page, at: Date): string {
  return names[page.lang].full.format(at);
}

/** Releases by month. Time runs with the reading direction; law is outlined, consent full; the numbers in a table. */
export function monthsFigure(page: Page, months: readonly MonthCount[]): Html {
  const t = page.t.me.chart;
  const { format } = page;
  const name = (month: MonthCount) => names[page.lang].full.format(month.at);
  const total = sum(months, month => month.consent + month.law);
  return html`<figure class="card stack"><figcaption><h2 class="h3">${t.title(format.number(total), total)}</h2></figcaption>
${total > 0 && chart(page, months)}
<p class="key"><span>${swatch('f-brand')}${t.consent}: ${format.number(sum(months, month => month.consent))}</span><span>${swatch('f-law')}${t.law}: ${format.number(sum(months, month => month.law))}</span></p>
<details><summary>${t.table}${icon(page, 'down')}</summary><table class="t"><caption class="vh">${t.name}</caption>
<thead><tr><th scope="col">${t.monthHead}</th><th scope="col" class="num">${t.consent}</th><th scope="col" class="num">${t.law}</th></tr></thead>
<tbody>${months.map(
    month =>
      html`<tr><th scope="row">${name(month)}</th><td class="num">${format.number(month.consent)}</td><td class="num">${format.number(month.law)}</td></tr>`,
  )}</tbody></table></details></figure>`;
}

function chart(page: Page, months: readonly MonthCount[]): Html {
  const t = page.t.me.chart;
  const { format } = page;
  const { tick, full } = names[page.lang];
  const most = months.reduce((best, month) => (all(month) > all(best) ? month : best));
  const pitch = WIDTH / months.length;
  const scale = Math.min(18, TALLEST / all(most));
  const top = BASE - Math.ceil(all(most) * scale) - 22;
  const [first, last] = [months[0], months.at(-1)];
  const description =
    first &&
    last &&
    t.description(
      full.format(first.at),
      full.format(last.at),
      full.format(most.at),
      format.number(all(most)),
    );
  return html`<svg class="chart" viewBox="0 ${top} ${WIDTH} ${176 - top}" role="img" aria-labelledby="ct cd"><title id="ct">${t.name}</title><desc id="cd">${description}</desc>
${months.map((month, at) => {
  const place = page.lang === 'fa' ? months.length - 1 - at : at;
  const middle = round(pitch * (place + 0.5));
  const left = round(middle - BAR / 2);
  const consent = round(month.consent * scale);
  const law = round(month.law * scale);
  const gap = consent > 0 && law > 0 ? 2 : 0;
  return html`<g><title>${t.month(full.format(month.at), format.number(month.consent), format.number(month.law))}</title>${
    consent > 0 && html`<path class="f-brand" d="M${left} ${BASE}v-${consent}h${BAR}v${consent}z"/>`
  }${law > 0 && html`<path class="f-law" d="M${left} ${round(BASE - consent - gap)}v-${law}h${BAR}v${law}z"/>`}${
    all(month) > 0 &&
    html`<text class="mid" x="${middle}" y="${round(BASE - consent - law - gap - 6)}">${format.number(all(month))}</text>`
  }${(months.length - 1 - at) % 3 === 0 && html`<text class="mid d2" x="${middle}" y="168">${tick.format(month.at)}</text>`}</g>
`;
})}<path class="ax" d="M0 ${BASE}.5h${WIDTH}"/></svg>`;
}

function all(month: MonthCount): number {
  return month.consent + month.law;
}

function sum(months: readonly MonthCount[], of: (month: MonthCount) => number): number {
  return months.reduce((total, month) => total + of(month), 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function swatch(kind: 'f-brand' | 'f-law'): Html {
  return html`<svg viewBox="0 0 10 10" aria-hidden="true"><path class="${kind}" d="M0 0h10v10H0z"/></svg>`;
}
