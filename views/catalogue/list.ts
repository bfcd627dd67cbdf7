import type { FieldGroup, FieldShown } from '../../src/profile/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { Voucher } from '../flow/data.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { nuqta, nuqtaKey, voucherColour } from '../parts/nuqta.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { period, vouchers } from './voucher.ts';

export interface ListData {
  /** As typed; '' when nothing is searched for. */
  readonly asked: string;
  readonly total: number;
  readonly groups: readonly FieldGroup[];
}

/** All fields by whom they are about: who vouches, how fresh, who may ask. */
export function listPage(page: Page, data: ListData): Html {
  const { t, format } = page;
  const words = t.registries.catalogue;
  const found = data.groups.reduce((sum, group) => sum + group.fields.length, 0);
  return layout(
    page,
    { title: words.title, current: 'fields' },
    html`<div class="head">
<h1>${words.heading(format.number(data.total))}</h1>
<p class="lede">${words.lede}</p>
</div>
<form method="get" action="/catalogue" role="search" class="field">
  <label for="q">${words.search}</label>
  <p class="hint" id="q-hint">${words.searchHint}</p>
  <div class="find"><input class="in" id="q" name="q" type="search" value="${data.asked}" maxlength="100" autocomplete="off" aria-describedby="q-hint"><button class="btn">${icon(page, 'search')}${words.find}</button></div>
</form>
${data.asked !== '' && result(page, found)}
${found > 0 && html`<div class="my">${nuqtaKey(page, used(data.groups), false)}</div>`}
${data.groups.map(group => section(page, group))}
<p class="sec"><a href="/catalogue.json">${words.machine}</a></p>`,
  );
}

function result(page: Page, found: number): Html {
  const words = page.t.registries.catalogue;
  const all = html`<a href="/catalogue">${words.all}</a>`;
  if (found === 0) return note(page, 'plain', 'info', html`<p role="status">${words.none} ${all}</p>`);
  return html`<p role="status">${words.found(page.format.number(found))} ${all}</p>`;
}

function used(groups: readonly FieldGroup[]): Voucher[] {
  return [...new Set(groups.flatMap(group => group.fields.map(field => vouchers[field.class])))];
}

function section(page: Page, group: FieldGroup): Html {
  const words = page.t.registries.catalogue;
  const { columns } = words;
  return html`<section class="sec" aria-labelledby="${group.subject}">
<h2 id="${group.subject}">${words.groups[group.subject]}</h2>
<table class="t fold">
<thead><tr><th scope="col">${columns.field}</th><th scope="col">${columns.voucher}</th><th scope="col">${columns.fresh}</th><th scope="col">${columns.reach}</th></tr></thead>
<tbody>${group.fields.map(field => line(page, field))}</tbody>
</table>
</section>`;
}

function line(page: Page, field: FieldShown): Html {
  const voucher = vouchers[field.class];
  return html`
<tr><th scope="row">${nuqta(voucher, voucherColour(voucher))} <a href="/catalogue/${field.key}">${field.label}</a><br>${code(field.key)}</th><td>${vouches(page, field)}</td><td class="in-line">${period(page, field.freshDays)}</td><td class="in-line">${reach(page, field)}</td></tr>`;
}

function vouches(page: Page, field: FieldShown): Renderable {
  const { classes, catalogue } = page.t.registries;
  const said = html`<span class="vh">${classes[field.class]}: </span>`;
  return field.registry ? html`${said}${name(field.registry.name)}` : catalogue.nobody;
}

function reach(page: Page, field: FieldShown): Html {
  const words = page.t.registries.classifications[field.classification];
  const icons = { public: 'eye', restricted: 'lock', sensitive: 'shield' } as const;
  return tag(
    page,
    field.classification === 'sensitive' ? 'wait' : 'plain',
    icons[field.classification],
    words,
  );
}
