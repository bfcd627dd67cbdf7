import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { errorAt, mistakeNote } from '../parts/mistake.ts';
import { name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { Box, ChooseData, OfferForm, Origin, TemplateData } from './data.ts';

/** First: of what a part is to be given. */
export function choosePage(page: Page, data: ChooseData): Html {
  const t = page.t.mandates.wizard;
  return shell(
    page,
    t.title,
    t.lede,
    html`<h2>${t.from}</h2>
${
  data.sources.length > 0
    ? html`<div class="stack">${data.sources.map(
        source =>
          html`<article class="card"><h3><a href="/me/powers/new?${source.query}">${name(source.title)}</a></h3><p class="dim">${source.text}</p></article>`,
      )}</div>`
    : note(page, 'wait', 'info', html`<p><b>${t.fromNone}</b> ${t.fromNoneText}</p>`)
}`,
  );
}

/** Then: for what, and to a person or to a company. */
export function templatePage(page: Page, { origin, templates }: TemplateData): Html {
  const t = page.t.mandates.wizard;
  return shell(
    page,
    t.title,
    rich(slot => t.formLede(slot(name(origin.entity)))),
    html`<form method="get" action="/me/powers/new" class="stack g5">${hidden(origin)}
<fieldset><legend>${t.what}</legend>${templates.map(
      (template, at) =>
        html`<label class="choice"><input type="radio" name="template" value="${template}"${at === 0 && html` checked`} required>
<span class="choice-t">${page.t.mandates.templates[template]}</span><span class="dim">${t.hints[template]}</span></label>`,
    )}</fieldset>
<fieldset><legend>${t.to}</legend>
<label class="choice"><input type="radio" name="to" value="person" checked required><span class="choice-t">${t.toPerson}</span></label>${
      origin.toEntity &&
      html`<label class="choice"><input type="radio" name="to" value="entity" required><span class="choice-t">${t.toEntity}</span></label>`
    }</fieldset>
<div class="row"><button class="btn">${t.next}</button></div>
</form>`,
  );
}

/** Last: who, what exactly, until when. What was typed stays after a mistake. */
export function offerPage(page: Page, data: OfferForm): Html {
  const t = page.t.mandates.wizard;
  const { origin, wrong, values } = data;
  return shell(
    page,
    t.formTitle(page.t.mandates.templates[data.template]),
    rich(slot => t.formLede(slot(name(origin.entity)))),
    html`${wrong.length > 0 && mistakeNote(page, t.wrong, wrong)}
${data.together && note(page, 'wait', 'pens', html`<p>${t.together(page.format.number(data.together.required), page.format.number(data.together.of))}</p>`)}
<form method="post" action="/me/powers" class="stack g5">${hidden(origin)}
<input type="hidden" name="template" value="${data.template}"><input type="hidden" name="to" value="${data.to}">
${
  data.to === 'person'
    ? html`${field(page, { name: 'name', label: t.name, hint: t.nameHint, value: values.name, required: true, ...errorAt(wrong, 'name') })}
${field(page, { name: 'holder', label: t.nationalId, hint: t.nationalIdHint, value: values.holder, dir: 'ltr', inputmode: 'numeric', required: true, big: true, ...errorAt(wrong, 'holder') })}`
    : field(page, {
        name: 'holder',
        label: t.legalId,
        hint: t.legalIdHint,
        value: values.holder,
        dir: 'ltr',
        inputmode: 'numeric',
        required: true,
        big: true,
        ...errorAt(wrong, 'holder'),
      })
}
${boxes('kinds', t.kinds, data.kinds)}
${boxes('systems', t.systems, data.systems, data.systems.length > 8 && page)}
${boxes('purposes', t.purposes, data.purposes, data.template !== 'delegate' && page)}
${field(page, { name: 'since', label: t.since, hint: t.dayHint, value: values.since, dir: 'ltr', required: true, ...errorAt(wrong, 'since') })}
${field(page, {
  name: 'until',
  label: t.until,
  hint: data.last
    ? html`${t.dayHint}${page.t.common.comma}${t.lastHint(page.format.date(data.last))}`
    : t.dayHint,
  value: values.until,
  dir: 'ltr',
  required: true,
  ...errorAt(wrong, 'until'),
})}
${field(page, { name: 'amount', label: t.amount, hint: t.amountHint, value: values.amount, dir: 'ltr', inputmode: 'numeric', ...errorAt(wrong, 'amount') })}
${
  data.mayPassOn !== undefined &&
  html`<div class="check"><input type="checkbox" id="pass_on" name="pass_on" value="yes"${data.mayPassOn && html` checked`}><label for="pass_on">${t.passOn}</label></div>`
}
<div class="row"><button class="btn">${data.together ? t.submitTogether : t.submit}</button><a class="btn line" href="/me/powers">${page.t.mandates.toPowers}</a></div>
</form>`,
    wrong.length > 0,
  );
}

/** @param folded with the page: a long list, shut until it is wanted or something in it is chosen */
function boxes(key: string, legend: string, list: readonly Box[], folded: Page | false = false): Renderable {
  if (list.length === 0) return undefined;
  const set = html`<fieldset id="${key}"><legend class="${folded ? 'vh' : ''}">${legend}</legend>${list.map(
    (box, at) =>
      html`<div class="check"><input type="checkbox" id="${key}-${at}" name="${key}" value="${box.value}"${box.checked && html` checked`}><label for="${key}-${at}">${name(box.label)}</label></div>`,
  )}</fieldset>`;
  if (!folded) return set;
  return html`<details${list.some(({ checked }) => checked) && html` open`}><summary>${legend}${icon(folded, 'down')}</summary>${set}</details>`;
}

function hidden(origin: Origin): Html {
  return html`${origin.fields.map(one => html`<input type="hidden" name="${one.name}" value="${one.value}">`)}`;
}

function shell(page: Page, title: string, lede: Renderable, main: Html, error = false): Html {
  return layout(
    page,
    { title, current: 'record', error },
    html`<div class="head">${back(page, '/me/powers', page.t.mandates.toPowers)}
<h1>${title}</h1><p class="lede">${lede}</p></div>
<div class="stack g5 read">${main}</div>`,
  );
}
