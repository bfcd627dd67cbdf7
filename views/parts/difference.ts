import type { Difference } from '../../src/directory/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';

export type LabelOf = (part: string, value: string) => string;

/** What differs, part by part: before and after; of a list what came and what went. */
export function differenceTable(
  page: Page,
  differences: readonly Difference[],
  labelOf: LabelOf,
  caption: string,
): Html {
  const t = page.t.directory;
  return html`<table class="t fold"><caption class="vh">${caption}</caption>
<thead><tr><th scope="col">${t.history.what}</th><th scope="col">${t.history.before}</th><th scope="col">${t.history.after}</th></tr></thead>
<tbody>${differences.map(
    ({ part, before, after }) => html`
<tr><th scope="row">${partName(page, part)}</th><td data-label="${t.history.before}">${value(page, part, before, after, labelOf, 'del')}</td><td data-label="${t.history.after}">${value(page, part, after, before, labelOf, 'ins')}</td></tr>`,
  )}</tbody></table>`;
}

export function partName(page: Page, part: string): string {
  const names: Readonly<Record<string, string | undefined>> = page.t.directory.parts;
  return names[part] ?? part;
}

function value(
  page: Page,
  part: string,
  own: string | readonly string[],
  other: string | readonly string[],
  labelOf: LabelOf,
  mark: 'del' | 'ins',
): Renderable {
  const t = page.t.directory;
  if (own.length === 0) return html`<span class="dim">${t.history.empty}</span>`;
  if (typeof own === 'string') {
    const words: Readonly<Record<string, string | undefined>> = t.availabilities;
    const text = part === 'availability' ? (words[own] ?? own) : own;
    return html`<bdi>${text.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</bdi>`;
  }
  const changed = (item: string) => !other.includes(item);
  return html`<ul>${own.map(item => {
    const label = html`<bdi>${labelOf(part, item)}</bdi>`;
    return html`<li>${!changed(item) ? label : mark === 'del' ? html`<del>${label}</del>` : html`<ins>${label}</ins>`}</li>`;
  })}</ul>`;
}
