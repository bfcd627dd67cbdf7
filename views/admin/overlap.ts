/** Administration of the overlap: questions whose meaning a person has to say, and the form that reads a form. */
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { adminLayout } from './shell.ts';

export interface OverlapAdminData {
  readonly doubts: readonly {
    readonly words: string;
    readonly label: string;
    /** What the matcher would guess; '' none. */
    readonly guess: string;
    readonly systems: readonly string[];
  }[];
  readonly total: number;
  readonly fields: readonly { readonly value: string; readonly label: string }[];
  readonly mayChange: boolean;
  /** What the last act brought. */
  readonly done: string | undefined;
  readonly form: {
    readonly system: string;
    readonly source: string;
    readonly text: string;
    readonly uses: string;
    readonly error: string | undefined;
  };
}

export function overlapAdminPage(page: Page, data: OverlapAdminData): Html {
  const t = page.t.overlap.admin;
  return adminLayout(
    page,
    { title: t.title, current: 'overlap', error: data.form.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p><p><a href="/overlap">${t.toPublic}</a></p></div>
${data.done && note(page, 'ok', 'check', html`<p role="status"><b>${data.done}</b></p>`)}
${doubts(page, data)}
${data.mayChange && reading(page, data)}`,
  );
}

function doubts(page: Page, data: OverlapAdminData): Html {
  const t = page.t.overlap.admin;
  if (data.doubts.length === 0) return html`<p class="dim">${t.noDoubts}</p>`;
  return html`<section class="sec stack" aria-labelledby="doubts"><h2 id="doubts">${t.doubts(page.format.number(data.total), data.total)}</h2>
<ul class="reg decide">${data.doubts.map(doubt => one(page, data, doubt))}</ul></section>`;
}

function one(page: Page, data: OverlapAdminData, doubt: OverlapAdminData['doubts'][number]): Renderable {
  const t = page.t.overlap.admin;
  const id = `f-${doubt.words}`;
  return html`
<li><h3>${name(doubt.label)}</h3><p class="dim">${t.where} ${doubt.systems.map((system, at) => html`${at > 0 && page.t.common.comma}${name(system)}`)}</p>${
    data.mayChange &&
    html`<form method="post" action="/admin/overlap/labels" class="find"><input type="hidden" name="words" value="${doubt.words}"><label class="vh" for="${id}">${t.meaning(doubt.label)}</label><select class="in" id="${id}" name="field"><option value="">${t.noField}</option>${data.fields.map(
      ({ value, label }) =>
        html`<option value="${value}"${value === doubt.guess && html` selected`}>${label}</option>`,
    )}</select><button class="btn line sm">${t.decide}<span class="vh">: ${doubt.label}</span></button></form>`
  }</li>`;
}

function reading(page: Page, data: OverlapAdminData): Html {
  const t = page.t.overlap.admin;
  const { form } = data;
  return html`<section class="sec stack" aria-labelledby="read"><h2 id="read">${t.read}</h2>
${form.error && note(page, 'bad', 'warn', html`<p role="alert"><b>${form.error}</b></p>`)}
<form method="post" action="/admin/overlap/forms" class="stack">
<div class="grid2">
${field(page, { name: 'system', label: t.system, hint: t.systemHint, value: form.system, inputmode: 'numeric', dir: 'ltr', required: true })}
${field(page, { name: 'uses', label: t.uses, hint: t.usesHint, value: form.uses, inputmode: 'numeric', dir: 'ltr' })}
</div>
${field(page, {
  name: 'source',
  label: t.source,
  value: form.source,
  options: (['json_schema', 'html'] as const).map(value => ({ value, label: t.sources[value] })),
})}
${field(page, { name: 'text', label: t.text, hint: t.textHint, value: form.text, rows: 10, dir: 'ltr', required: true })}
<div class="row"><button class="btn">${icon(page, 'search')}${t.submit}</button></div>
</form></section>`;
}
