import { Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';

/** A drawing of views/assets/icons.svg, by its name without "i-". Always beside a word, so hidden from readers. */
export function icon(page: Pick<Page, 'assetVersion'>, name: string, options: { flip?: boolean } = {}): Html {
  return html`<svg class="${options.flip ? 'i flip' : 'i'}" aria-hidden="true" focusable="false"><use href="/assets/icons.svg?v=${page.assetVersion}#i-${name}"/></svg>`;
}

/** The mark: a nuqta with an alef (one) cut out of it. Inline, because its two colours follow the ground. */
export const mark = new Html(
  '<svg viewBox="0 0 40 40" aria-hidden="true" focusable="false"><path class="m1" d="M20 2.8 37.2 20 20 37.2 2.8 20z"/><path class="m2" d="m17.3 12.6 5.4-3.2v18l-5.4 3.2z"/></svg>',
);
