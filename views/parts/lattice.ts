import { type Html, html } from '../../src/web/html.ts';

const DIAMOND = 'l15 15-15 15-15-15z';

/** Ten rows of five, every other row half a step in: one place for each of the 50 systems, by its number. */
function place(number: number): string {
  const row = Math.floor((number - 1) / 5);
  const x = 16 + 35 * ((number - 1) % 5) + (row % 2 === 1 ? 17.5 : 0);
  return `M${x} ${1 + 17.5 * row}${DIAMOND}`;
}

const numbers = Array.from({ length: 50 }, (_, at) => at + 1);

/**
 * The 50 systems as a lattice; `lit` are the numbers that are filled.
 * @param label says it in words; without one it is ornament
 */
export function lattice(lit: readonly number[], label?: string): Html {
  const on = numbers.filter(number => lit.includes(number));
  const off = numbers.filter(number => !lit.includes(number));
  const meaning = label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  return html`<svg class="lattice" viewBox="0 0 189.5 189.5" focusable="false" ${meaning}><path d="${off.map(place).join('')}"/>${
    on.length > 0 && html`<path class="on" d="${on.map(place).join('')}"/>`
  }</svg>`;
}
