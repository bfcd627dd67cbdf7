import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from './icon.ts';

export interface Way {
  readonly href: string;
  readonly text: string;
  readonly icon?: string;
}

/** A card of ways on: each a whole row, so that a thumb finds it. */
export function ways(page: Page, id: string, heading: string, list: readonly Way[]): Html {
  return html`<section class="card stack g2" aria-labelledby="${id}"><h3 id="${id}">${heading}</h3>
<ul class="ways">${list.map(
    way =>
      html`<li><a href="${way.href}">${way.icon && icon(page, way.icon)}<span>${way.text}</span>${icon(page, 'next', { flip: true })}</a></li>`,
  )}</ul></section>`;
}
