import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from './icon.ts';

/** The way up, above the heading of a page that stands under another. */
export function back(page: Page, href: string, text: Renderable): Html {
  return html`<p class="noprint"><a class="back" href="${href}">${icon(page, 'back', { flip: true })}${text}</a></p>`;
}
