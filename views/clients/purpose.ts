import type { Widening } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import { articlesOf } from '../parts/law.ts';
import { code, name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { lawDate } from '../parts/when.ts';
import type { PurposeCard } from './data.ts';

const looks = {
  pending: ['wait', 'clock'],
  active: ['ok', 'check'],
  replaced: ['plain', 'ended'],
  refused: ['bad', 'cross'],
} as const;

/**
 * One version of a purpose: the right, the law, the fields with their registers.
 * @param open the fields are unfolded; added: keys of fields that the version in force does not have
 */
export function purposeCard(
  page: Page,
  card: PurposeCard,
  {
    added = [],
    open = false,
    widening,
    write,
  }: {
    readonly added?: readonly string[] | undefined;
    readonly open?: boolean;
    /** How many were told of it. */
    readonly widening?: Widening | undefined;
    /** Where a new version of it is written. */
    readonly write?: string | undefined;
  } = {},
): Html {
  const { purpose } = card;
  const { t, lang, format } = page;
  const words = t.admin.client;
  const { law } = purpose;
  const [kind, iconName] = looks[purpose.state];
  return html`<article class="card stack">
<div class="row between"><h3>${name(purpose.name[lang])}</h3><span class="row">${
    purpose.basis === 'law'
      ? tag(page, 'law', 'law', t.admin.basis.law)
      : tag(page, 'brand', 'consent', t.admin.basis.consent)
  }${tag(page, kind, iconName, t.admin.purposeStates[purpose.state])}</span></div>
<p class="s dim">${code(purpose.key)} ${words.version(format.number(purpose.version))}</p>
<p>${name(purpose.text[lang])}</p>
<dl class="facts c2">
  <div><dt>${words.law}</dt><dd>${name(law.title[lang])}</dd><dd>${words.lawOf(law.body[lang], format.digits(law.number))}${
    law.date && html` · ${lawDate(page, law.date)}`
  }</dd><dd>${articlesOf(page, law.articles)}</dd></div>
  <div><dt>${words.retention}</dt><dd>${name(purpose.retention[lang])}</dd></div>
  <div><dt>${words.level}</dt><dd>${t.admin.levels[purpose.level]}</dd></div>
  <div><dt>${words.for}</dt><dd>${format.list(purpose.subjects.map(subject => t.admin.subjects[subject]))}</dd></div>${
    purpose.history &&
    html`
  <div><dt>${t.admin.register.history}</dt><dd>${t.admin.register.historyYes}</dd></div>`
  }${
    purpose.basis === 'consent' &&
    html`
  <div><dt>${words.consentDays}</dt><dd>${words.days(format.number(purpose.consentDays))}</dd></div>`
  }
</dl>
<details${open && html` open`}><summary>${words.fields(format.number(card.fields.length), card.fields.length)}${icon(page, 'down')}</summary>
<table class="t fold"><caption class="vh">${words.fields(format.number(card.fields.length), card.fields.length)}</caption>
<thead><tr><th scope="col">${words.field}</th><th scope="col">${words.registry}</th><th scope="col">${words.class}</th></tr></thead>
<tbody>${card.fields.map(
    field => html`
<tr><th scope="row">${field.label}${added.includes(field.key) && html` ${tag(page, 'wait', 'plus', t.admin.approval.added)}`}<br>${code(field.key)}</th><td class="flush">${field.registry}</td><td class="flush">${t.admin.classes[field.classification]}</td></tr>`,
  )}</tbody></table></details>
${widening && html`<p class="s">${toldOf(page, widening)}</p>`}${write && html`<p><a class="btn line sm" href="${write}">${t.versions.write}<span class="vh">: ${purpose.name[lang]}</span></a></p>`}
</article>`;
}

export function toldOf(page: Page, { told, doneAt }: Widening): string {
  const t = page.t.versions;
  return (doneAt ? t.told : t.telling)(page.format.number(told), told);
}
