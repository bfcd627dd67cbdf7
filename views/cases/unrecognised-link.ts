import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';

/** Beside an entry of the record: the way to say "this was not me". @param entry public id of the entry */
export function unrecognisedLink(page: Page, entry: string): Html {
  return html`<a class="s" href="/me/cases/new?entry=${entry}">${icon(page, 'flag')} ${page.t.cases.unrecognised}</a>`;
}
