import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import { when } from '../parts/when.ts';
import type { NewCaseData } from './data.ts';

/** Says what the case would be about, and asks for a few words. */
export function newCasePage(page: Page, data: NewCaseData): Html {
  const t = page.t.cases;
  const words = t.forms[data.kind];
  return layout(
    page,
    { title: words.title, current: 'record', error: data.error !== undefined },
    html`<div class="head">${back(page, '/me/cases', t.title)}
<h1>${words.title}</h1><p class="lede">${words.lede}</p></div>
${
  data.error &&
  html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.notSent}</h2><p><a href="#text">${data.error}</a></p></div>`
}
<div class="stack g5">
${about(page, data)}
<form method="post" action="/me/cases"${data.kind === 'complaint' && html` enctype="multipart/form-data"`} class="stack g4">
${Object.entries(data.hidden).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)}
${data.kind === 'complaint' && chooser(page, data)}
${field(page, {
  name: 'text',
  label: words.label,
  hint: t.textHint,
  value: data.text,
  rows: 6,
  required: true,
  ...(data.error ? { error: data.error } : {}),
})}
${data.kind === 'complaint' && shows(page, data)}
<p><button class="btn">${t.send}</button></p>
</form>
<p class="s dim">${words.next}</p>
</div>`,
  );
}

function about(page: Page, data: NewCaseData): Renderable {
  const t = page.t.cases;
  const { system, subject, field: label, registry } = data.about;
  const facts: readonly (readonly [string, Renderable])[] = [
    [t.system, system && name(system)],
    [t.when, data.at && when(page, data.at, 'moment')],
    [t.field, label],
    [t.registry, registry && html`${name(registry.name)}${page.t.common.comma}${name(registry.custodian)}`],
    [t.subject, subject && name(subject)],
  ];
  const shown = facts.filter(([, content]) => content);
  return (
    shown.length > 0 &&
    html`<dl class="card facts c2">${shown.map(([label, content]) => html`<div><dt>${label}</dt><dd>${content}</dd></div>`)}</dl>`
  );
}

function shows(page: Page, data: NewCaseData): Html {
  const t = page.t.cases.evidence;
  return html`${field(page, { name: 'address', label: t.address, hint: t.addressHint, value: data.address, type: 'text', inputmode: 'url', dir: 'ltr' })}
<div class="field"><label for="file">${t.file}</label><p class="hint" id="file-hint">${t.fileHint}</p><input class="in" id="file" name="file" type="file" aria-describedby="file-hint" accept="image/png,image/jpeg,application/pdf"></div>`;
}

function chooser(page: Page, data: NewCaseData): Html {
  const t = page.t.cases;
  return html`${field(page, {
    name: 'reason',
    label: t.whatHappened,
    value: data.reason,
    options: Object.entries(t.reasons).map(([value, label]) => ({ value, label })),
  })}${field(page, {
    name: 'system',
    label: t.whichSystem,
    value: data.system,
    options: [
      { value: '', label: t.noSystem },
      ...data.systems.map(({ number, name }) => ({ value: String(number), label: name })),
    ],
  })}`;
}
