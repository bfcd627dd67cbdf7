import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import { code } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import type { FieldRow } from './data.ts';

/**
 * The catalogue by register, each register folded away until it is wanted: the browser's own search in the page
 * opens them. One that holds a chosen or a wrong field stands open.
 */
export function fieldChooser(
  page: Page,
  groups: readonly { readonly registry: string; readonly fields: readonly FieldRow[] }[],
  ticked: readonly string[],
): Html {
  const t = page.t.admin.register;
  const { format } = page;
  return html`${groups.map(group => {
    const chosen = group.fields.filter(field => ticked.includes(field.key)).length;
    return html`<details class="card"${chosen > 0 && html` open`}><summary><b>${t.group(group.registry, format.number(group.fields.length))}</b>${
      chosen > 0 && html` ${tag(page, 'brand', 'check', t.chosen(format.number(chosen)))}`
    }${icon(page, 'down')}</summary>
<div class="grid2">${group.fields.map(
      field =>
        html`<label class="check p0"><input type="checkbox" name="fields" value="${field.key}"${ticked.includes(field.key) && html` checked`}><span>${field.label}<br><span class="s dim">${code(field.key)} ${page.t.admin.classes[field.classification]}</span></span></label>`,
    )}</div></details>`;
  })}`;
}
