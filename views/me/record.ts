import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { nuqta } from '../parts/nuqta.ts';
import { note } from '../parts/tag.ts';
import type { RecordData, RecordEntry } from './data.ts';
import { log } from './entry.ts';
import { monthsFigure } from './months.ts';

/** Every release: who, when, which fields, why, on which basis; and the reader's own sign-ins and decisions. */
export function recordPage(page: Page, data: RecordData): Html {
  const t = page.t.me.log;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head"><p class="s"><a href="/me">${icon(page, 'back', { flip: true })} ${page.t.me.title}</a></p>
<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="two">
<section aria-labelledby="log"><h2 id="log">${t.all}</h2>
${data.entries.length > 0 ? days(page, data.entries) : note(page, 'plain', 'info', html`<p><b>${t.none}.</b> ${t.noneText}</p>`)}
${turning(page, data)}
</section>
<aside class="stack g5" aria-label="${t.filter}">
${monthsFigure(page, data.months)}
${data.systems.length > 0 && filter(page, data)}
</aside>
</div>`,
  );
}

/** The record under one heading a day, in the reader's calendar. */
function days(page: Page, entries: readonly RecordEntry[]): Html {
  const dayOf = (date: Date) => page.format.date(date);
  const today = dayOf(page.at);
  const names = [...new Set(entries.map(entry => dayOf(entry.at)))];
  return html`${names.map(
    day => html`
<h3 class="day">${day === today ? nuqta('register', 'gold') : nuqta('self')} ${day === today ? page.t.me.log.today(day) : day}</h3>
${log(
  page,
  entries.filter(entry => dayOf(entry.at) === day),
  true,
)}`,
  )}`;
}

function turning(page: Page, data: RecordData): Renderable {
  const t = page.t.me.log;
  const system = data.system ? `system=${encodeURIComponent(data.system)}` : '';
  if (!data.older && !data.later) return undefined;
  const first = system ? `/me/record?${system}#log` : '/me/record#log';
  return html`<p class="row mt5">${
    data.older &&
    html`<a class="btn line" rel="next" href="/me/record?${system && `${system}&`}before=${data.older}#log">${t.older}</a>`
  }${data.later && html`<a class="btn line" href="${first}">${t.newest}</a>`}</p>`;
}

function filter(page: Page, data: RecordData): Html {
  const t = page.t.me.log;
  return html`<form method="get" action="/me/record#log" class="card stack"><h2 class="h3">${t.filter}</h2>
${field(page, {
  name: 'system',
  label: t.system,
  value: data.system ?? '',
  options: [
    { value: '', label: t.every },
    ...data.systems.map(system => ({ value: system.id, label: system.name })),
  ],
})}
<button class="btn line">${icon(page, 'filter')}${t.show}</button></form>`;
}
