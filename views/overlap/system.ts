/** What one system asks, question by question, and who knows it already. */
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { nuqta } from '../parts/nuqta.ts';
import { registryLink } from '../parts/registry.ts';
import { name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import type { SystemFormData } from './data.ts';
import { printed } from './page.ts';

export function systemFormPage(page: Page, data: SystemFormData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  const held = data.questions.filter(({ field, doubtful }) => field?.registry && !doubtful).length;
  return layout(
    page,
    { title: t.systemTitle(data.system.name) },
    html`<div class="head">${back(page, '/overlap', t.title)}
<h1>${t.systemTitle(data.system.name)}</h1>
${printed(page)}<p class="lede">${data.questions.length === 0 ? t.noForm : t.systemLede(number(data.questions.length), number(held))}</p>
${data.sample && note(page, 'wait', 'warn', html`<p><b>${t.sample}</b> ${t.sampleText}</p>`)}</div>
${data.usesPerYear !== undefined && html`<p>${t.usesText(number(data.usesPerYear))}</p>`}
${data.questions.length > 0 && html`<div class="across">${table(page, data)}</div>`}
<p class="mt5 noprint"><a class="btn line sm" href="/systems/${data.system.number}">${t.aboutSystem}</a></p>`,
  );
}

function table(page: Page, data: SystemFormData): Html {
  const t = page.t.overlap;
  const { number } = page.format;
  return html`<table class="t fold"><caption class="vh">${t.systemTitle(data.system.name)}</caption><thead><tr><th scope="col">${t.asksFor}</th><th scope="col">${t.means}</th><th scope="col">${t.knownAt}</th><th scope="col" class="num">${t.elsewhere}</th></tr></thead>
<tbody>${data.questions.map(
    question => html`
<tr><th scope="row">${name(question.label)}</th><td data-label="${t.means}">${
      question.doubtful
        ? tag(page, 'wait', 'clock', t.undecided)
        : question.field
          ? html`<a href="/catalogue/${question.field.key}">${question.field.label}</a>`
          : html`<span class="dim">${t.own}</span>`
    }</td><td data-label="${t.knownAt}">${
      question.spared
        ? tag(page, 'ok', 'check', t.given)
        : question.field?.registry && !question.doubtful
          ? html`${nuqta('register', 't-brand')} ${registryLink(question.field.registry)}`
          : html`<span class="dim">${t.nobody}</span>`
    }</td><td class="num" data-label="${t.elsewhere}">${number(question.elsewhere)}</td></tr>`,
  )}</tbody></table>`;
}
