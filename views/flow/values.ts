import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { nuqta, voucherColour } from '../parts/nuqta.ts';
import { rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { ValueGroup, ValueRow, Voucher } from './data.ts';

/** Values grouped by register, which stands once with its custodian; each row: label, exact value, date, marks. */
export function valueGroups(
  page: Page,
  groups: readonly ValueGroup[],
  options: { level: 2 | 3; added?: boolean },
): Html {
  return html`${groups.map(group => {
    const title = html`${nuqta(group.voucher, voucherColour(group.voucher))}<span>${group.registry} <small>${smallPrint(page, group)}</small></span>`;
    return html`<section class="vals">
${options.level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
<dl>${group.rows.map(row => valueRow(page, row, group.voucher, options.added === true))}</dl>
</section>`;
  })}`;
}

function smallPrint(page: Page, group: ValueGroup): Renderable {
  const t = page.t.flow.consent;
  if (group.voucher === 'self') return t.selfNote;
  if (group.voucher === 'matched') return t.matchedNote;
  return group.custodian;
}

function valueRow(page: Page, row: ValueRow, voucher: Voucher, added: boolean): Html {
  const t = page.t.flow.consent;
  const form = row.voucher !== voucher && html`${nuqta(row.voucher, voucherColour(row.voucher))} `;
  return html`
<div><dt>${form}${row.href ? html`<a href="${row.href}">${row.label}</a>` : row.label}${row.renewed ? html` ${tag(page, 'wait', 'undo', t.renewed)}` : added && html` ${tag(page, 'brand', 'plus', t.added)}`}</dt><dd>${shown(page, row)}</dd><dd class="src">${marks(page, row)}${row.fetchedAt && html`<span>${origin(page, row, row.fetchedAt)}</span>`}</dd></div>`;
}

function shown(page: Page, row: ValueRow): Renderable {
  const t = page.t.flow.consent;
  const words = { withheld: t.withheld, absent: t.absent, not_applicable: t.notApplicable, source_down: '—' };
  if (row.status === 'present' || row.status === 'disputed') return row.value;
  return html`<span class="dim">${words[row.status]}</span>`;
}

function marks(page: Page, row: ValueRow): Renderable {
  const t = page.t.flow.consent;
  if (row.status === 'source_down') return tag(page, 'bad', 'unplug', t.sourceDown);
  if (row.status === 'disputed') return tag(page, 'wait', 'flag', t.disputed);
  return row.stale && row.status === 'present' && tag(page, 'wait', 'clock', t.stale);
}

function origin(page: Page, row: ValueRow, at: Date): Renderable {
  const t = page.t.flow.consent;
  if (row.voucher === 'matched') return rich(slot => t.matchedOn(slot(when(page, at))));
  if (row.voucher === 'derived') return rich(slot => t.derivedOn(slot(when(page, at))));
  return when(page, at);
}
