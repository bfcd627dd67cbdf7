import type { FieldShown } from '../../src/profile/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { nuqta, voucherColour } from '../parts/nuqta.ts';
import { code, name } from '../parts/rich.ts';
import { period, vouchers } from './voucher.ts';

export interface FieldData extends FieldShown {
  readonly inputs: readonly FieldShown[];
}

/** One field: what it is, who vouches, by which law, how fresh, in which shape. */
export function fieldPage(page: Page, field: FieldData): Html {
  const { t, format } = page;
  const { catalogue: words, classes, classHelp, classifications } = t.registries;
  const voucher = vouchers[field.class];
  return layout(
    page,
    { title: field.label, current: 'fields' },
    html`<div class="head">
<p class="s"><a href="/catalogue">${icon(page, 'back', { flip: true })} ${words.back}</a></p>
<h1>${field.label}</h1>
<p class="lede">${field.help}</p>
</div>
<div class="stack g5">
<dl class="card facts c2">
  <div><dt>${words.keyLabel}</dt><dd>${code(field.key)}</dd></div>
  <div><dt>${words.subjectLabel}</dt><dd>${words.groups[field.subject]}</dd></div>
  <div><dt>${words.classLabel}</dt><dd>${nuqta(voucher, voucherColour(voucher))} ${classes[field.class]}</dd><dd>${classHelp[field.class]}</dd></div>
  <div><dt>${words.registryLabel}</dt>${
    field.registry
      ? html`<dd>${name(field.registry.name)}</dd><dd>${words.registryNumber(format.number(field.registry.no))}</dd>`
      : html`<dd>${words.nobody}</dd>`
  }</div>
  ${field.registry && html`<div><dt>${words.custodianLabel}</dt><dd>${name(field.registry.custodian)}</dd></div>`}
  <div><dt>${words.lawLabel}</dt><dd>${field.law}</dd></div>
  <div><dt>${words.classificationLabel}</dt><dd>${classifications[field.classification]}</dd></div>
  <div><dt>${words.freshLabel}</dt><dd>${words.freshLong(period(page, field.freshDays))}</dd></div>
  ${field.vocabulary.length > 0 && html`<div><dt>${words.vocabularyLabel}</dt>${field.vocabulary.map(term => html`<dd class="as-first">${code(term)}</dd>`)}</div>`}
</dl>
${origins(page, field)}
<section><h2 id="shape">${words.typeLabel}</h2><pre class="card scroll" dir="ltr" tabindex="0" role="region" aria-labelledby="shape">${JSON.stringify(field.type, null, 2)}</pre></section>
</div>`,
  );
}

function origins(page: Page, field: FieldData): Renderable {
  const words = page.t.registries.catalogue;
  if (field.derivedFrom === undefined) return undefined;
  if (field.inputs.length === 0) return html`<p>${words.askedAtSource}</p>`;
  return html`<section aria-labelledby="inputs"><h2 id="inputs">${words.inputsLabel}</h2>
<ul>${field.inputs.map(
    input =>
      html`<li>${nuqta(vouchers[input.class])} <a href="/catalogue/${input.key}">${input.label}</a></li>`,
  )}</ul></section>`;
}
