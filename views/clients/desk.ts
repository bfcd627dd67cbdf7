/** Where the pages of one client stand: at the administration or at an agency. Both show the same pages. */
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';

export interface Desk {
  /** "/admin" or "/agency" */
  readonly base: string;
  readonly frame: (page: Page, about: { title: string; error: boolean }, main: Html) => Html;
}
