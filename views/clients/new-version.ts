import type { Client, Difference, More, Purpose } from '../../src/clients/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { FieldRow, FormData, ShownFinding } from './data.ts';
import type { Desk } from './desk.ts';
import { differencesTable } from './differences.ts';
import { fieldChooser } from './field-chooser.ts';
import { control, errorLines, summary } from './form-parts.ts';
import { lintCard } from './lint.ts';
import { purposeFields } from './purpose-fields.ts';

export interface NewVersionData extends Omit<FormData, 'encryptions'> {
  readonly client: Client;
  /** The version in force; undefined: a new purpose. */
  readonly before: Purpose | undefined;
  readonly ticked: readonly FieldRow[];
  /** What the search found, without those that are ticked; undefined: nothing was looked for. */
  readonly found: readonly FieldRow[] | undefined;
  readonly groups: readonly { readonly registry: string; readonly fields: readonly FieldRow[] }[];
  /** What would come of it, once it has been looked at without a mistake. */
  readonly preview: Preview | undefined;
}

export interface Preview {
  readonly differences: readonly Difference[];
  readonly findings: readonly ShownFinding[];
  /** In what it asks for more; undefined: it is new. */
  readonly more: readonly More[] | undefined;
  /** Whether whom it concerns is told. */
  readonly tells: boolean;
  /** Sent back with the form, so that what is sent is what was looked at. */
  readonly seen: string;
}

/** A new version of a purpose, written; then what it changes and what the lint says; then sent. */
export function newVersionPage(page: Page, desk: Desk, data: NewVersionData): Html {
  const t = page.t.versions;
  const { client, before, preview } = data;
  const heading = before ? t.heading(before.name[page.lang]) : t.headingNew(client.name[page.lang]);
  const wrong = data.errors.size;
  return desk.frame(
    page,
    { title: heading, error: wrong > 0 },
    html`<div class="head"><p class="s"><a href="${desk.base}/clients/${client.id}">${page.t.credentials.back}</a></p><h1>${name(heading)}</h1><p class="lede">${t.lede}</p></div>
<form method="post" action="${desk.base}/clients/${client.id}/purposes" class="stack g7" novalidate>
${summary(page, data, t.refused(page.format.number(wrong), wrong))}
${preview && previewSection(page, data, preview)}
${purposeFields(page, data, before !== undefined)}
<div class="grid2">${control(page, data, { name: 'approval_hours', inputmode: 'numeric', hint: page.t.admin.register.optional })}</div>
${fieldsSection(page, data)}
<div class="row"><button class="btn${preview && ' line'}" name="do" value="preview">${icon(page, 'eye')}${t.look}</button></div>
</form>`,
  );
}

function previewSection(page: Page, data: NewVersionData, preview: Preview): Html {
  const t = page.t.versions;
  const faulty = preview.findings.some(({ weight }) => weight === 'fault');
  return html`<section class="stack g5" aria-labelledby="preview"><h2 id="preview">${t.preview}</h2>
${data.before && (preview.differences.length > 0 ? differencesTable(page, preview.differences, name) : html`<p>${t.same}</p>`)}
${lintCard(page, preview.findings)}
${outcome(page, preview)}
<input type="hidden" name="seen" value="${preview.seen}">
${faulty ? note(page, 'bad', 'warn', html`<p>${t.faulty}</p>`) : html`<div class="row"><button class="btn" name="do" value="send">${preview.more?.length === 0 ? t.sendAtOnce : t.send}</button></div>`}</section>`;
}

function outcome(page: Page, { more, tells }: Preview): Renderable {
  const t = page.t.versions;
  if (more === undefined) return note(page, 'wait', 'clock', html`<p>${t.isNew}</p>`);
  if (more.length === 0) return note(page, 'ok', 'check', html`<p>${t.less}</p>`);
  return note(
    page,
    'wait',
    'clock',
    html`<p><b>${t.more}</b></p><ul class="bullets">${more.map(one => html`<li>${t.reasons[one]}</li>`)}</ul>${tells && html`<p>${t.tells}</p>`}`,
  );
}

function fieldsSection(page: Page, data: NewVersionData): Html {
  const t = page.t.admin.register;
  const { format } = page;
  const keys = data.ticked.map(({ key }) => key);
  return html`<fieldset class="stack" id="fields"><legend><h2>${t.fields}</h2></legend><p class="hint">${t.fieldsHint}</p>
${errorLines(page, data, 'fields')}
<div class="card stack"><h3>${page.t.versions.ticked(format.number(data.ticked.length), data.ticked.length)}</h3><div class="grid2">${data.ticked.map(row => box(page, row, true))}</div></div>
${control(page, data, { name: 'field_search', hint: page.t.versions.searchHint, type: 'search', autocomplete: 'off' })}
<div><button class="btn line" name="do" value="search">${icon(page, 'search')}${page.t.versions.search}</button></div>
${
  data.found
    ? html`<div class="card stack"><h3>${page.t.versions.found(format.number(data.found.length), data.found.length)}</h3><div class="grid2">${data.found.map(row => box(page, row, false))}</div></div>`
    : fieldChooser(page, data.groups, keys)
}
</fieldset>`;
}

function box(page: Page, row: FieldRow, ticked: boolean): Html {
  return html`<label class="check p0"><input type="checkbox" name="fields" value="${row.key}"${ticked && html` checked`}><span>${row.label}<br><span class="s dim">${code(row.key)} ${row.registry} · ${page.t.admin.classes[row.classification]}</span></span></label>`;
}
