import type { FieldShown } from '../../src/profile/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { more } from '../parts/more.ts';
import { nuqta, voucherColour } from '../parts/nuqta.ts';
import { code, name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { period, vouchers } from './voucher.ts';

export interface FieldData extends FieldShown {
  readonly inputs: readonly FieldShown[];
  readonly users: readonly FieldUser[];
  /** Address of the next users. */
  readonly more: string | undefined;
  /** Of how many profiles it is missing; undefined: too few were counted. */
  readonly missing: { readonly percent: number; readonly of: number; readonly at: Date } | undefined;
}

/** A purpose that asks for the field. */
export interface FieldUser {
  readonly id: string;
  readonly purpose: string;
  readonly system: string;
  readonly agency: string;
  readonly basis: 'consent' | 'law';
  /** Number in the window of systems, where it stands there. */
  readonly number: number | undefined;
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
${back(page, '/catalogue', words.back)}
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
      ? html`<dd><a href="/registries/${field.registry.key}">${name(field.registry.name)}</a></dd><dd>${words.registryNumber(format.number(field.registry.no))}</dd>`
      : html`<dd>${words.nobody}</dd>`
  }</div>
  ${field.registry && html`<div><dt>${words.custodianLabel}</dt><dd>${name(field.registry.custodian)}</dd></div>`}
  <div><dt>${words.lawLabel}</dt><dd>${field.law}</dd>${field.lawUnnamed && html`<dd>${words.lawUnnamed}</dd>`}</div>
  <div><dt>${words.classificationLabel}</dt><dd>${classifications[field.classification]}</dd></div>
  <div><dt>${words.freshLabel}</dt><dd>${words.freshLong(period(page, field.freshDays))}</dd></div>
  ${field.attestedBy && html`<div><dt>${words.attestedLabel}</dt><dd>${name(field.attestedBy)}</dd></div>`}
  ${field.rule && html`<div><dt>${words.ruleLabel}</dt><dd>${code(field.rule)}</dd></div>`}
  ${terms(
    words.vocabularyLabel,
    field.vocabulary.filter(term => !isClaim(term)),
  )}
  ${terms(
    words.claimsLabel,
    field.vocabulary.filter(isClaim).map(term => term.slice(term.indexOf(':') + 1)),
  )}
  ${field.derivedFrom === undefined && html`<div><dt>${words.missingLabel}</dt><dd>${missing(page, field)}</dd></div>`}
</dl>
${origins(page, field)}
${parameter(page, field)}
${users(page, field)}
<section class="stack g3"><h2 id="shape">${words.typeLabel}</h2><pre class="card scroll" dir="ltr" tabindex="0" role="region" aria-labelledby="shape">${JSON.stringify(field.type, null, 2)}</pre></section>
<p><a href="/catalogue/${field.key}.json">${words.machineField}</a></p>
</div>`,
  );
}

function origins(page: Page, field: FieldData): Renderable {
  const words = page.t.registries.catalogue;
  if (field.derivedFrom === undefined) return undefined;
  if (field.inputs.length === 0) return html`<p>${words.askedAtSource}</p>`;
  return html`<section class="stack g3" aria-labelledby="inputs"><h2 id="inputs">${words.inputsLabel}</h2>
<ul>${field.inputs.map(
    input =>
      html`<li>${nuqta(vouchers[input.class])} <a href="/catalogue/${input.key}">${input.label}</a></li>`,
  )}</ul></section>`;
}

const isClaim = (term: string): boolean => /^oidc(4ida)?:/.test(term);

function terms(label: string, list: readonly string[]): Renderable {
  return (
    list.length > 0 &&
    html`<div><dt>${label}</dt>${list.map(term => html`<dd class="as-first">${code(term)}</dd>`)}</div>`
  );
}

function missing(page: Page, { missing: counted }: FieldData): Renderable {
  const words = page.t.registries.catalogue;
  if (!counted) return words.missingNever;
  const { percent, of, at } = counted;
  return html`${words.missing(page.format.percent(percent), page.format.number(of))} ${when(page, at)}`;
}

/** What a predicate can be asked about, each with its key. */
function parameter(page: Page, { parameter: asked }: FieldData): Renderable {
  const words = page.t.registries.catalogue;
  if (!asked) return undefined;
  return html`<section class="stack g3" aria-labelledby="about"><h2 id="about">${words.parameterLabel}: ${asked.name}</h2>
<p>${words.parameterHow}${asked.example && html` ${words.parameterExample} ${code(asked.example)}`}</p>
${asked.values.length > 0 && html`<ul class="grid2 at-top">${asked.values.map(({ key, label }) => html`<li>${label}<br>${code(key)}</li>`)}</ul>`}</section>`;
}

function users(page: Page, field: FieldData): Html {
  const words = page.t.registries.catalogue;
  const one = ({ purpose, system, agency, basis, number }: FieldUser) => {
    const text = words.user(purpose, system, agency);
    const law =
      basis === 'law' ? tag(page, 'law', 'law', words.byLaw) : tag(page, 'brand', 'consent', words.byConsent);
    return html`<li>${number === undefined ? name(text) : html`<a href="/systems/${number}">${name(text)}</a>`} ${law}</li>`;
  };
  return html`<section class="stack g3" aria-labelledby="users"><h2 id="users">${words.usersLabel}</h2>
${field.users.length > 0 ? html`<ul class="stack g2">${field.users.map(one)}</ul>` : html`<p class="dim">${words.usersNone}</p>`}
${more(page, field.more)}</section>`;
}
