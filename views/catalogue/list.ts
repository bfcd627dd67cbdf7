import type { FieldGroup, FieldShown } from '../../src/profile/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { Voucher } from '../flow/data.ts';
import { layout } from '../layout.ts';
import { field as control } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { nuqta, nuqtaKey, voucherColour } from '../parts/nuqta.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { period, vouchers } from './voucher.ts';

export interface ListData {
  /** As typed; '' when nothing is searched for. */
  readonly asked: string;
  /** What the list is narrowed to; '' where it is not. */
  readonly chosen: { readonly registry: string; readonly subject: string; readonly class: string };
  readonly registries: readonly { readonly key: string; readonly name: string }[];
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
<form method="get" action="/catalogue" role="search" class="stack g3">
<div class="field">
  <label for="q">${words.search}</label>
  <p class="hint" id="q-hint">${words.searchHint}</p>
  <div class="find"><input class="in" id="q" name="q" type="search" value="${data.asked}" maxlength="100" autocomplete="off" aria-describedby="q-hint"><button class="btn">${icon(page, 'search')}${words.find}</button></div>
</div>
<div class="grid2">${filters(page, data)}</div>
</form>
${isNarrowed(data) && result(page, found)}
${found > 0 && html`<div class="my">${nuqtaKey(page, used(data.groups), false)}</div>`}
${data.groups.map(group => section(page, group))}
<ul class="sec stack g2">
  <li><a href="/registries">${page.t.registries.pages.title}</a></li>
  <li><a href="/catalogue.json">${words.machine}</a></li>
  <li><a href="/catalogue/schema.json">${words.machineSchema}</a></li>
  <li><a href="/catalogue/context.jsonld">${words.machineContext}</a></li>
</ul>`,
  );
}

const isNarrowed = ({ asked, chosen }: ListData): boolean =>
  asked !== '' || chosen.registry !== '' || chosen.subject !== '' || chosen.class !== '';

/** By register, by whom the field is about, by who vouches: three lists that narrow each other. */
function filters(page: Page, { chosen, registries }: ListData): Html {
  const { classes, catalogue: words } = page.t.registries;
  const any = { value: '', label: words.filter.any };
  const options = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }));
  const list = (name: 'registry' | 'subject' | 'class', rest: readonly { value: string; label: string }[]) =>
    control(page, { name, label: words.filter[name], value: chosen[name], options: [any, ...rest] });
  return html`${list('registry', [
    ...registries.map(({ key, name }) => ({ value: key, label: name })),
    { value: 'self', label: words.filter.self },
  ])}${list('subject', options(words.groups))}${list('class', options(classes))}`;
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
