/** The pages of an officer at a service counter. Filled by src/counters/routes. */
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { ValueGroup } from '../flow/data.ts';
import { valueGroups } from '../flow/values.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface CounterData {
  readonly procedures: readonly { readonly value: string; readonly label: string }[];
  readonly visits: readonly {
    readonly id: string;
    readonly name: string;
    readonly runs: boolean;
    readonly until: Date;
  }[];
  readonly typed: { readonly nationalId: string; readonly legalId: string; readonly purposeId: string };
  readonly error: string | undefined;
}

const toCounter = (page: Page): Html => back(page, '/counter', page.t.counters.back);

const alert = (page: Page, error: string): Html =>
  html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<p>${error}</p></div>`;

export function counterPage(page: Page, data: CounterData): Html {
  const t = page.t.counters;
  const { typed } = data;
  return layout(
    page,
    { title: t.title, current: 'record', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g5">
${data.error && alert(page, data.error)}
<form method="post" action="/counter/visits" class="stack g5" autocomplete="off">
${field(page, { name: 'procedure', label: t.procedure, value: typed.purposeId, options: data.procedures })}
${field(page, { name: 'national_id', label: t.nationalId, value: typed.nationalId, inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', required: true })}
${field(page, { name: 'legal_id', label: t.legalId, hint: t.legalIdHint, value: typed.legalId, inputmode: 'numeric', dir: 'ltr', autocomplete: 'off' })}
<p class="s dim">${t.sameAnswer}</p>
<p><button class="btn">${t.send}</button></p>
</form>
${
  data.visits.length > 0 &&
  html`<section class="stack g3" aria-labelledby="open"><h2 id="open">${t.open}</h2><ul class="reg">${data.visits.map(
    one =>
      html`<li><h3>${name(one.name)}</h3><p>${one.runs ? tag(page, 'ok', 'check', t.runs) : tag(page, 'wait', 'clock', t.waits)} <span class="s dim">${t.until} ${when(page, one.until, 'time')}</span></p><p><a href="/counter/visits/${one.id}">${t.openOne}<span class="vh">: ${one.name}</span></a></p></li>`,
  )}</ul></section>`
}
</div>`,
  );
}

export interface CodeData {
  readonly id: string;
  readonly procedure: string;
  readonly system: string;
  readonly until: Date;
  readonly error: string | undefined;
}

export function codePage(page: Page, data: CodeData): Html {
  const t = page.t.counters;
  return layout(
    page,
    { title: t.codeTitle, current: 'record', error: data.error !== undefined },
    html`<div class="head">${toCounter(page)}<h1>${t.codeTitle}</h1>
<p class="lede">${rich(slot => t.codeLede(slot(name(data.procedure)), slot(name(data.system))))}</p></div>
<div class="act stack g5">
${data.error && alert(page, data.error)}
<form method="post" action="/counter/visits/${data.id}/code" class="stack g5" autocomplete="off">
${field(page, { name: 'code', label: t.code, hint: t.codeHint, inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', required: true, big: true })}
<p class="s dim">${t.until} ${when(page, data.until, 'time')}</p>
<p><button class="btn">${icon(page, 'check')}${t.confirm}</button></p>
</form>
<p class="s">${t.noCode}</p>
</div>`,
  );
}

export interface VisitData {
  readonly id: string;
  readonly procedure: string;
  readonly system: string;
  readonly person: string;
  /** Undefined: the person. */
  readonly subject: string | undefined;
  readonly officer: string;
  readonly counter: string;
  readonly until: Date;
  readonly groups: readonly ValueGroup[];
}

/** The fields of one procedure, to be printed or copied by hand; both people stand on it. */
export function visitPage(page: Page, data: VisitData): Html {
  const t = page.t.counters;
  return layout(
    page,
    { title: data.procedure, current: 'record' },
    html`<div class="head">${toCounter(page)}<h1>${name(data.procedure)}</h1><p class="lede">${name(data.system)}</p></div>
<div class="act stack g5">
<dl class="facts c2">
<div><dt>${t.helped}</dt><dd>${name(data.person)}</dd></div>
<div><dt>${t.subject}</dt><dd>${data.subject ? name(data.subject) : t.himself}</dd></div>
<div><dt>${t.helps}</dt><dd>${name(data.officer)}</dd></div>
<div><dt>${t.counter}</dt><dd>${name(data.counter)}</dd></div>
<div><dt>${t.until}</dt><dd>${when(page, data.until, 'moment')}</dd></div>
</dl>
<div>${valueGroups(page, data.groups, { level: 2 })}</div>
<div class="noprint">${note(page, 'plain', 'printer', html`<p>${t.print}</p>`)}</div>
<form method="post" action="/counter/visits/${data.id}/end" class="stack g3"><p>${t.endText}</p><p><button class="btn">${icon(page, 'check')}${t.end}</button></p></form>
</div>`,
  );
}

export function endedPage(page: Page): Html {
  const t = page.t.counters;
  return layout(
    page,
    { title: t.endedTitle, current: 'record' },
    html`<div class="head">${toCounter(page)}<h1>${t.endedTitle}</h1><p class="lede">${t.endedText}</p></div>`,
  );
}
