import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { OverlapData } from './data.ts';

const ROW = 32;
const HEAD = 81;
const CELL = 89;
const NAMES = 186;

/** Fields down, agencies across; farther from the ground where more of the systems of an agency ask the same. Numbers in each cell. */
export function heatMap(page: Page, data: OverlapData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  const width = data.columns.length * CELL;
  const height = HEAD + data.heat.length * ROW + 6;
  const rtl = page.lang === 'fa';
  // Persian reads from the right: the first agency stands there.
  const left = (column: number) => (rtl ? data.columns.length - 1 - column : column) * CELL;
  const names = rtl ? { at: NAMES, count: 22 } : { at: 0, count: NAMES - 22 };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${t.map}"><div class="heat">
<svg class="chart f13" width="${NAMES}" height="${height}" aria-hidden="true">
<text class="d2" x="${names.at}" y="67">${t.field}</text><text class="mid d2" x="${names.count}" y="67">${t.ofAll(number(data.read))}</text>
${data.heat.map(
  ({ field }, row) =>
    html`<text x="${names.at}" y="${HEAD + row * ROW + 20}">${shortened(field.label)}</text><text class="mid b" x="${names.count}" y="${HEAD + row * ROW + 20}">${number(field.systems.length)}</text>`,
)}
</svg><svg class="chart f13" width="${width}" height="${height}" role="img" aria-labelledby="ht hd"><title id="ht">${t.heading}</title><desc id="hd">${t.mapText(number(data.heat.length), number(data.columns.length))}</desc>
${data.columns.map((column, at) => {
  const middle = left(at) + CELL / 2 - 1;
  return html`${inLines(column.name).map((line, row) => html`<text class="mid b" x="${middle}" y="${14 + 17 * row}">${line}</text>`)}<text class="mid d2" x="${middle}" y="67">${t.systemsOf(number(column.systems), column.systems)}</text>`;
})}
${data.heat.map(({ counts }, row) =>
  counts.map((count, at) => {
    const step = stepOf(count, data.columns[at]?.systems ?? 1);
    const top = HEAD + row * ROW;
    return html`<rect class="h${step}" x="${left(at) + 1.5}" y="${top + 1.5}" width="${CELL - 3}" height="${ROW - 3}" rx="3"/><text class="mid ${step >= 4 ? 'x-high' : 'x-low'}" x="${left(at) + CELL / 2 - 1}" y="${top + 20}">${number(count)}</text>`;
  }),
)}
</svg></div></div>`;
}

/** 0 for none, else in fifths of the systems of an agency. */
function stepOf(count: number, of: number): number {
  return count === 0 ? 0 : Math.min(5, Math.ceil((5 * count) / Math.max(1, of)));
}

export function heatKey(page: Page): Html {
  const t = page.t.overlap;
  return html`<p class="key"><span>${t.key}</span>${t.steps.map(
    (text, step) =>
      html`<span><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="h${step}" width="10" height="10" rx="1"/></svg>${text}</span>`,
  )}</p>`;
}

/** The same numbers as a table. */
export function heatTable(page: Page, data: OverlapData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${t.table}"><table class="t broad"><caption class="vh">${t.heading}</caption>
<thead><tr><th scope="col">${t.field}</th><th scope="col" class="num">${t.sum}</th>${data.columns.map(({ name }) => html`<th scope="col" class="num">${name}</th>`)}</tr></thead>
<tbody>${data.heat.map(
    ({ field, counts }) =>
      html`<tr><th scope="row"><a href="/catalogue/${field.key}">${field.label}</a></th><td class="num">${number(field.systems.length)}</td>${counts.map(count => html`<td class="num">${number(count)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

/** A name in at most three short lines. */
function inLines(name: string): string[] {
  const lines = [''];
  for (const word of name.replace(/^(سازمان|The) /, '').split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= 13 || lines.at(-1) === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const [first = '', second = '', ...rest] = lines;
  const third = rest.join(' ');
  return [first, second, third.length > 14 ? `${third.slice(0, 13)}…` : third].filter(Boolean);
}

function shortened(label: string): string {
  return label.length > 23 ? `${label.slice(0, 22)}…` : label;
}
