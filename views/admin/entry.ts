/** One entry of the directory: its parts as a form, and every version that there was. */
import type { About, Content, Part, Version } from '../../src/directory/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { differenceTable, type LabelOf, partName } from '../parts/difference.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { directoryTabs } from './directory.ts';
import { adminLayout } from './shell.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface EntryData {
  readonly about: About;
  readonly parts: readonly Part[];
  /** undefined: a system that is not there yet */
  readonly key: string | undefined;
  readonly number: string;
  readonly name: string;
  readonly custodian: string | undefined;
  readonly version: number;
  readonly content: Content;
  readonly processes: readonly Choice[];
  readonly registries: readonly Choice[];
  readonly history: readonly Version[];
  readonly labelOf: LabelOf;
  /** Id of the change that waits for a second person. */
  readonly waiting: string | undefined;
  readonly mayChange: boolean;
  readonly done: 'same' | 'saved' | 'waits' | undefined;
  /** Code of the problem by part. */
  readonly wrong: ReadonlyMap<string, string>;
  readonly error: string | undefined;
}

const folderOf = (data: EntryData) => (data.about === 'system' ? 'systems' : 'registries');

export function entryPage(page: Page, data: EntryData): Html {
  const t = page.t.directory;
  const title = data.key === undefined ? t.add : data.name;
  const back = data.about === 'system' ? '/admin/directory' : '/admin/directory/registries';
  return adminLayout(
    page,
    { title, current: 'directory', error: data.error !== undefined },
    html`<div class="head"><h1>${name(title)}</h1>${
      data.custodian
        ? html`<p class="lede">${name(data.custodian)}</p>`
        : html`<p class="lede">${t.edit.lede}</p>`
    }</div>
${directoryTabs(page, back)}
<div class="stack g5 mt4">
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.edit.notSaved}</h2><p>${data.error}</p></div>`}
${data.done && note(page, data.done === 'waits' ? 'wait' : 'ok', data.done === 'waits' ? 'clock' : 'check', html`<p role="status"><b>${t.edit[data.done]}</b></p>`)}
${data.waiting && note(page, 'wait', 'clock', html`<p><b>${t.edit.waits}</b> <a href="/admin/directory/changes/${data.waiting}">${t.edit.seeChange}</a></p>`)}
${data.about === 'registry' && note(page, 'plain', 'law', html`<p>${t.edit.contract}</p>`)}
${data.mayChange ? form(page, data) : note(page, 'plain', 'eye', html`<p>${t.edit.readOnly}</p>`)}
${data.key !== undefined && data.about === 'system' && html`<p><a href="/systems/${data.key}">${t.edit.publicPage}</a></p>`}
</div>
${data.history.length > 0 && history(page, data)}`,
  );
}

function form(page: Page, data: EntryData): Html {
  const t = page.t.directory;
  return html`<form method="post" action="/admin/directory/${folderOf(data)}/${data.key ?? 'new'}" class="stack g5">
<input type="hidden" name="version" value="${data.version}">
${data.key === undefined && field(page, { name: 'number', label: t.number, hint: t.numberHint, value: data.number, inputmode: 'numeric', dir: 'ltr', required: true })}
<div class="grid2 pairs">${inPairs(data.parts).map(part => control(page, data, part.key, part.kind))}</div>
${
  data.about === 'system' &&
  html`${boxes(page, data, 'processes', data.processes)}
${control(page, data, 'fields', 'list')}
${boxes(page, data, 'inquiries', data.registries)}`
}
<div class="row"><button class="btn">${t.edit.save}</button></div>
</form>`;
}

/** Persian beside English; what has no other language stands beside the address. */
function inPairs(parts: readonly Part[]): readonly Part[] {
  const shown = parts.filter(({ kind }) => kind !== 'list');
  const alone = shown.filter(({ kind }) => kind === 'url' || kind === 'availability');
  const at = alone[0] ? shown.indexOf(alone[0]) : 0;
  const paired = shown.filter(part => !alone.includes(part));
  return [...paired.slice(0, at), ...alone, ...paired.slice(at)];
}

function control(page: Page, data: EntryData, key: string, kind: string): Html {
  const t = page.t.directory;
  const value = data.content[key] ?? '';
  const text = typeof value === 'string' ? value : value.join('\n');
  const code = data.wrong.get(key);
  const problems: Readonly<Record<string, string | undefined>> = t.problems;
  const hints: Readonly<Record<string, string | undefined>> = {
    url: t.edit.urlHint,
    fields: t.edit.fieldsHint,
    services_fa: t.edit.servicesHint,
    services_en: t.edit.servicesHint,
  };
  const hint = hints[key];
  const latin = kind === 'url' || kind === 'list' || key.endsWith('_en');
  return field(page, {
    name: key,
    label: partName(page, key),
    value: text,
    ...(hint ? { hint } : {}),
    ...(code ? { error: problems[code] ?? code } : {}),
    ...(latin ? { dir: 'ltr' as const } : {}),
    ...(kind === 'text' || kind === 'list' ? { rows: 4 } : {}),
    ...(kind === 'availability'
      ? {
          options: [
            { value: '', label: t.unknown },
            ...Object.entries(t.availabilities).map(([value, label]) => ({ value, label })),
          ],
        }
      : {}),
  });
}

function boxes(page: Page, data: EntryData, key: string, choices: readonly Choice[]): Html {
  const ticked = data.content[key] ?? [];
  return html`<fieldset class="stack g2"><legend>${partName(page, key)}</legend>
<div class="grid2">${choices.map(
    ({ value, label }) =>
      html`<label class="check p0"><input type="checkbox" name="${key}" value="${value}"${ticked.includes(value) && html` checked`}><span>${label}</span></label>`,
  )}</div></fieldset>`;
}

function history(page: Page, data: EntryData): Renderable {
  const t = page.t.directory;
  return html`<section class="sec stack" aria-labelledby="history"><h2 id="history">${t.history.title}</h2>
${data.history.map(version => {
  const number = page.format.number(version.version);
  return html`<article class="card stack g3"><div class="row between"><h3>${t.version(number)}</h3><span class="s dim">${version.version === data.version && t.history.current}</span></div>
<p class="s dim">${t.history.sources[version.source]}${page.t.common.comma}${name(version.madeBy)}${page.t.common.comma}${when(page, version.madeAt, 'moment')}</p>
${version.differences.length === 0 ? html`<p class="dim">${t.history.first}</p>` : differenceTable(page, version.differences, data.labelOf, t.version(number))}
${
  data.mayChange &&
  version.version !== data.version &&
  html`<form method="post" action="/admin/directory/${folderOf(data)}/${data.key}/restoration"><input type="hidden" name="version" value="${version.version}"><button class="btn line sm">${icon(page, 'undo', { flip: true })}${t.history.revert(number)}</button></form>`
}</article>`;
})}</section>`;
}
