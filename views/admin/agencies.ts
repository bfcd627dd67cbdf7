/** Agencies of the platform, with who owns them, and the form that registers one. */
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { code, name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { adminLayout } from './shell.ts';

export interface AgenciesData {
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly parent: string | undefined;
    readonly owners: number;
  }[];
  readonly parents: readonly { readonly value: string; readonly label: string }[];
  readonly form: Readonly<Record<'id' | 'name_fa' | 'name_en' | 'parent', string>>;
  /** By name of the control. */
  readonly errors: ReadonlyMap<string, string>;
  readonly mayChange: boolean;
}

export function agenciesPage(page: Page, data: AgenciesData): Html {
  const t = page.t.agencies.admin;
  return adminLayout(
    page,
    { title: t.title, current: 'agencies', error: data.errors.size > 0 },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col">${t.title}</th><th scope="col">${t.parent}</th><th scope="col">${t.owners}</th></tr></thead>
<tbody>${data.rows.map(
      row => html`
<tr><th scope="row"><a href="/admin/agencies/${row.id}">${name(row.name)}</a><br>${code(row.id)}</th>
<td data-label="${t.parent}">${row.parent === undefined ? html`<span class="dim">${t.noParent}</span>` : name(row.parent)}</td>
<td data-label="${t.owners}">${
        row.owners === 0
          ? tag(page, 'wait', 'clock', t.noOwner)
          : tag(page, 'ok', 'check', t.hasOwner(page.format.number(row.owners), row.owners))
      }</td></tr>`,
    )}</tbody></table>
${data.mayChange && form(page, data)}`,
  );
}

function form(page: Page, data: AgenciesData): Html {
  const t = page.t.agencies.admin;
  const error = (control: string) => {
    const text = data.errors.get(control);
    return text === undefined ? {} : { error: text };
  };
  return html`<section class="sec stack" aria-labelledby="add"><h2 id="add">${t.add}</h2>
<form method="post" action="/admin/agencies" class="stack">
<div class="grid2 pairs">
${field(page, { name: 'name_fa', label: t.nameFa, value: data.form.name_fa, required: true, ...error('name_fa') })}
${field(page, { name: 'name_en', label: t.nameEn, value: data.form.name_en, dir: 'ltr', required: true, ...error('name_en') })}
${field(page, { name: 'id', label: t.id, hint: t.idHint, value: data.form.id, dir: 'ltr', required: true, ...error('id') })}
${field(page, {
  name: 'parent',
  label: t.parent,
  value: data.form.parent,
  options: [{ value: '', label: t.noParent }, ...data.parents],
  ...error('parent'),
})}
</div>
<div class="row"><button class="btn">${t.register}</button></div></form></section>`;
}
