import type { Difference } from '../../src/clients/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { code } from '../parts/rich.ts';
import { labelsOf } from './form-parts.ts';

/** What a change would make of a client: what stands now, and what would stand then. */
export function differencesTable(
  page: Page,
  differences: readonly Difference[],
  show: (text: string) => Html = code,
): Renderable {
  if (differences.length === 0) return undefined;
  const t = page.t.admin.register;
  const labels = labelsOf(page);
  return html`<table class="t fold"><caption>${t.changes}</caption>
<thead><tr><th scope="col">${t.what}</th><th scope="col">${t.before}</th><th scope="col">${t.after}</th></tr></thead>
<tbody>${differences.map(
    ({ control, before, after }) =>
      html`<tr><th scope="row">${labels[control] ?? control}</th><td class="flush" data-label="${t.before}">${said(page, before, show)}</td><td class="flush" data-label="${t.after}">${said(page, after, show)}</td></tr>`,
  )}</tbody></table>`;
}

function said(page: Page, texts: readonly string[], show: (text: string) => Html): Html {
  if (texts.length === 0) return html`<span class="dim">${page.t.admin.client.none}</span>`;
  return html`${texts.map((text, at) => html`${at > 0 && html`<br>`}${show(text)}`)}`;
}
