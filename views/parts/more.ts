import { html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';

/** Where a list goes on. @param words when it is not "More" */
export function more(page: Page, href: string | undefined, words?: string): Renderable {
  if (href === undefined) return undefined;
  return html`<p class="noprint"><a class="btn line sm" href="${href}">${words ?? page.t.common.more}</a></p>`;
}
