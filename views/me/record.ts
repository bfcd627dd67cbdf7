import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { nuqta } from '../parts/nuqta.ts';
import { name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { RecordData, RecordEntry } from './data.ts';
import { log } from './entry.ts';
import { monthsFigure } from './months.ts';
import { narrowing, recordHref } from './record-filter.ts';
import { systemsFigure } from './systems.ts';

/** Every release: who, when, which fields, why, on which basis; and the reader's own sign-ins and decisions. */
export function recordPage(page: Page, data: RecordData): Html {
  const t = page.t.me.log;
  const { record } = page.t;
  const about = data.entities.find(entity => entity.id === data.wish.about);
  const title = about ? record.aboutTitle(about.name) : t.title;
  return layout(
    page,
    { title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}
<h1>${about ? rich(slot => record.aboutTitle(slot(name(about.name)))) : t.title}</h1><p class="lede">${about ? record.aboutLede : t.lede}</p></div>
<div class="two">
<section aria-labelledby="log"><h2 id="log">${t.all}</h2>
${data.entries.length > 0 ? days(page, data.entries) : note(page, 'plain', 'info', html`<p><b>${t.none}.</b> ${t.noneText}</p>`)}
${turning(page, data)}
</section>
<aside class="stack g5" aria-label="${t.filter}">
${narrowing(page, data)}
${monthsFigure(page, data.months)}
${data.systems.length > 0 && systemsFigure(page, data.systems)}
${take(page, data)}
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

function turning(page: Page, { wish, older }: RecordData): Renderable {
  const t = page.t.me.log;
  if (!older && !wish.before) return undefined;
  return html`<p class="row mt5">${
    older &&
    html`<a class="btn line" rel="next" href="${recordHref({ ...wish, before: older })}#log">${t.older}</a>`
  }${wish.before && html`<a class="btn line" href="${recordHref(wish, { before: undefined })}#log">${t.newest}</a>`}</p>`;
}

function take(page: Page, { wish }: RecordData): Html {
  const { record } = page.t;
  const href = (form: string) => recordHref(wish, { before: undefined }, `/me/record.${form}`);
  return html`<section class="card stack" aria-labelledby="take"><h2 class="h3" id="take">${record.take}</h2>
<p class="row noprint"><a class="btn line sm" href="${href('csv')}">${icon(page, 'download')}${record.csv}</a><a class="btn line sm" href="${href('json')}">${icon(page, 'download')}${record.json}</a></p></section>`;
}
