/** Changes of the directory: those that wait, reading a file, and what one of them would bring. */
import type { About, Change, Difference, StagedEntry } from '../../src/directory/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { differenceTable, type LabelOf, partName } from '../parts/difference.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { directoryTabs } from './directory.ts';
import { adminLayout } from './shell.ts';

export interface ChangesData {
  readonly waiting: boolean;
  readonly changes: readonly { readonly change: Change; readonly sentBy: string }[];
  readonly more: string | undefined;
  readonly columns: Readonly<Record<About, readonly string[]>>;
  readonly mayChange: boolean;
  readonly error: string | undefined;
}

export function changesPage(page: Page, data: ChangesData): Html {
  const t = page.t.directory;
  const tabs = [
    { href: '/admin/directory/changes', text: t.change.waiting, here: data.waiting },
    { href: '/admin/directory/changes?state=all', text: t.change.all, here: !data.waiting },
  ];
  return adminLayout(
    page,
    { title: t.changes, current: 'directory', error: data.error !== undefined },
    html`<div class="head"><h1>${t.changes}</h1><p class="lede">${t.change.listLede}</p></div>
${directoryTabs(page, '/admin/directory/changes')}
${data.error && html`<div class="note bad mt4" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.upload.failed}</h2><p>${data.error}</p></div>`}
<nav aria-label="${t.changes}"><ul class="nav">${tabs.map(
      tab => html`<li><a href="${tab.href}"${tab.here && html` aria-current="page"`}>${tab.text}</a></li>`,
    )}</ul></nav>
<div class="mt4 stack">${data.changes.length === 0 ? html`<p class="dim">${t.change.none}</p>` : table(page, data)}${more(page, data.more)}</div>
${data.mayChange && upload(page, data)}`,
  );
}

function table(page: Page, data: ChangesData): Html {
  const t = page.t.directory;
  return html`<table class="t fold"><caption class="vh">${t.changes}</caption>
<thead><tr><th scope="col">${t.history.what}</th><th scope="col">${t.change.sentBy}</th><th scope="col">${t.change.sentAt}</th><th scope="col">${t.change.rows}</th><th scope="col">${page.t.cases.state}</th></tr></thead>
<tbody>${data.changes.map(
    ({ change, sentBy }) => html`
<tr><th scope="row"><a href="/admin/directory/changes/${change.id}">${t.change.about[change.about]}${page.t.common.comma}${t.history.sources[change.source]}</a></th>
<td class="flush">${name(sentBy)}</td><td class="flush">${when(page, change.sentAt)}</td>
<td class="flush">${page.format.number(change.counts.lines)}</td><td class="flush">${stateTag(page, change)}</td></tr>`,
  )}</tbody></table>`;
}

function stateTag(page: Page, { state }: Change): Html {
  const looks = {
    receiving: ['plain', 'clock'],
    waiting: ['wait', 'clock'],
    applied: ['ok', 'check'],
    refused: ['bad', 'cross'],
    failed: ['plain', 'cross'],
  } as const;
  const [kind, iconName] = looks[state];
  return tag(page, kind, iconName, page.t.directory.change.states[state]);
}

function upload(page: Page, data: ChangesData): Html {
  const t = page.t.directory.upload;
  const { about } = page.t.directory.change;
  return html`<section class="sec stack" aria-labelledby="upload"><h2 id="upload">${t.title}</h2><p>${t.lede}</p>
<form method="post" action="/admin/directory/changes" enctype="multipart/form-data" class="stack">
<div class="grid2">
${field(page, { name: 'about', label: t.about, value: 'system', options: (['system', 'registry'] as const).map(value => ({ value, label: about[value] })) })}
${field(page, { name: 'format', label: t.format, value: 'csv', options: Object.entries(t.formats).map(([value, label]) => ({ value, label })) })}
</div>
<div class="field"><label for="file">${t.file}</label><input class="in" id="file" name="file" type="file" required accept=".csv,.json,.ndjson,.jsonl,text/csv,application/json"></div>
<div class="row"><button class="btn">${t.submit}</button></div>
</form>
<dl class="facts s">${(['system', 'registry'] as const).map(
    one =>
      html`<div><dt>${t.columns}: ${about[one]}</dt><dd>${data.columns[one].map(column => html`${code(column)} `)}</dd></div>`,
  )}</dl></section>`;
}

export interface ChangeData {
  readonly change: Change;
  readonly sentBy: string;
  readonly decidedBy: string | undefined;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly isNew: boolean;
    readonly differences: readonly Difference[];
  }[];
  readonly bad: readonly StagedEntry[];
  readonly labelOf: LabelOf;
  readonly mayChange: boolean;
  readonly mayDecide: boolean;
  readonly error: string | undefined;
}

export function changePage(page: Page, data: ChangeData): Html {
  const t = page.t.directory;
  const { change } = data;
  const title = `${t.change.about[change.about]}${page.t.common.comma}${t.history.sources[change.source]}`;
  const counts = (['lines', 'added', 'changed', 'same', 'bad'] as const).filter(
    key => key === 'lines' || change.counts[key] > 0,
  );
  return adminLayout(
    page,
    { title: t.change.title, current: 'directory', error: data.error !== undefined },
    html`<div class="head"><h1>${title}</h1></div>
${directoryTabs(page, '/admin/directory/changes')}
<div class="stack g5 mt4">
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.change.notDecided}</h2><p>${data.error}</p></div>`}
<dl class="card facts c2">
<div><dt>${page.t.cases.state}</dt><dd>${stateTag(page, change)}</dd></div>
<div><dt>${t.change.sentBy}</dt><dd>${name(data.sentBy)}</dd><dd>${when(page, change.sentAt, 'moment')}</dd></div>
<div><dt>${t.change.rows}</dt>${counts.map(key => html`<dd class="as-first">${page.format.number(change.counts[key])} ${t.change.counts[key]}</dd>`)}</div>
${change.decidedAt && html`<div><dt>${t.change.decidedBy}</dt><dd>${name(data.decidedBy ?? '')}</dd><dd>${when(page, change.decidedAt, 'moment')}</dd>${change.reason && html`<dd>${name(change.reason)}</dd>`}</div>`}
</dl>
${preview(page, data)}
${data.bad.length > 0 && problems(page, data)}
${change.state === 'waiting' && data.mayChange && decision(page, data)}
</div>`,
  );
}

function preview(page: Page, data: ChangeData): Renderable {
  const t = page.t.directory.change;
  const { added, changed } = data.change.counts;
  const { number } = page.format;
  const all = added + changed;
  return html`<section class="stack" aria-labelledby="preview"><h2 id="preview">${t.preview}</h2>
${all === 0 && html`<p class="dim">${t.noPreview}</p>`}
${all > data.rows.length && html`<p class="dim">${data.rows.length > 0 ? t.previewText(number(data.rows.length), number(all)) : t.gone}</p>`}
${data.rows.map(
  row =>
    html`<article class="card stack g3"><h3>${name(row.name)} <span class="dim">${page.format.digits(row.key)}</span> ${row.isNew && tag(page, 'brand', 'plus', t.isNew)}</h3>${differenceTable(page, row.differences, data.labelOf, row.name)}</article>`,
)}</section>`;
}

function problems(page: Page, data: ChangeData): Html {
  const t = page.t.directory;
  const words: Readonly<Record<string, string | undefined>> = t.problems;
  return html`<section class="stack" aria-labelledby="bad"><h2 id="bad">${t.change.bad}</h2>
<p>${t.change.badText(page.format.number(data.change.counts.bad))} <a href="/admin/directory/changes/${data.change.id}/problems.csv">${t.change.report}</a></p>
<table class="t"><caption class="vh">${t.change.bad}</caption><thead><tr><th scope="col">${t.change.line}</th><th scope="col">${t.change.problem}</th></tr></thead>
<tbody>${data.bad.map(
    ({ line, key, problems }) =>
      html`<tr><th scope="row">${page.format.number(line)} ${key && html`<span class="dim">${code(key)}</span>`}</th><td>${problems.map(
        problem => {
          const [part = '', reason = ''] = problem.split(':');
          return html`${name(partName(page, part))}: ${words[reason] ?? reason}<br>`;
        },
      )}</td></tr>`,
  )}</tbody></table></section>`;
}

function decision(page: Page, data: ChangeData): Html {
  const t = page.t.directory.change;
  const { id, counts } = data.change;
  if (!data.mayDecide) return note(page, 'wait', 'lock', html`<p><b>${t.own}</b></p>`);
  return html`<section class="card stack" aria-labelledby="decide"><h2 id="decide">${t.decide}</h2>
<form method="post" action="/admin/directory/changes/${id}/decision" class="stack">
${counts.bad > 0 && html`<label class="check"><input type="checkbox" name="without_bad" value="yes"><span>${t.withoutBad(page.format.number(counts.bad))}</span></label>`}
${field(page, { name: 'reason', label: t.reason, value: '', rows: 2 })}
<div class="row"><button class="btn" name="decision" value="applied">${t.apply}</button><button class="btn bad" name="decision" value="refused">${t.refuse}</button></div>
</form></section>`;
}
