import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from './icon.ts';

export interface Mistake {
  /** Of the box that it is about; undefined: of the whole form. */
  readonly field: string | undefined;
  readonly sentence: string;
}

/** Above a form that comes back: what is wrong, each line leading to its box. */
export function mistakeNote(page: Page, heading: string | undefined, mistakes: readonly Mistake[]): Html {
  return html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<div>${heading && html`<h2 class="m">${heading}</h2>`}${mistakes.map(
    ({ field, sentence }) => html`<p>${field ? html`<a href="#${field}">${sentence}</a>` : sentence}</p>`,
  )}</div></div>`;
}

/** What `field` needs to mark its box. */
export function errorAt(mistakes: readonly Mistake[], name: string): { error?: string } {
  const found = mistakes.find(({ field }) => field === name);
  return found ? { error: found.sentence } : {};
}
