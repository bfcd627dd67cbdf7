import type { MandateShown } from '../../src/mandates/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { powerCard } from '../me/power-card.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { mandateCard } from './card.ts';
import type { PowersData, SoftwareShown } from './data.ts';

const isOver = ({ state }: MandateShown) => state === 'ended' || state === 'refused';

/** What a person may do for whom, by the register and by mandate, and what he gave. */
export function powersPage(page: Page, data: PowersData): Html {
  const t = page.t.mandates;
  const open = data.mandates.filter(one => !isOver(one));
  const waiting = open.filter(one => one.may.accept);
  const held = open.filter(one => one.holds && !one.may.accept);
  const given = open.filter(one => one.gives && !one.holds);
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me', t.back)}
<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g7">
${waiting.length > 0 && section(page, 'waiting', t.waiting, waiting)}
${section(page, 'held', t.held, held, t.heldNone)}
${section(
  page,
  'given',
  t.given,
  given,
  t.givenNone,
  html`<p class="row"><a class="btn" href="/me/powers/new">${icon(page, 'plus')}${t.give}</a>${
    data.powers.some(({ state }) => state === 'joint') &&
    html`<a class="btn line" href="/me/approvals">${icon(page, 'pens')}${page.t.approvals.link}</a>`
  }</p>`,
)}
${software(page, data.software)}
${register(page, data)}
${past(page, data.mandates.filter(isOver))}
</div>`,
  );
}

function section(
  page: Page,
  id: string,
  title: string,
  list: readonly MandateShown[],
  none = '',
  more: Renderable = undefined,
): Html {
  return html`<section class="stack" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${list.length > 0 ? html`<div class="stack">${list.map(one => mandateCard(page, one))}</div>` : note(page, 'plain', 'info', html`<p>${none}</p>`)}${more}</section>`;
}

function register(page: Page, { powers }: PowersData): Html {
  const t = page.t.mandates;
  return html`<section class="stack" aria-labelledby="register"><h2 id="register">${t.register}</h2>
<p class="dim">${powers.length > 0 ? t.registerText : t.registerNone}</p>
${
  powers.length > 0 &&
  html`<div class="stack">${powers.map(power => {
    const { entity, state } = power;
    if (state === 'outside_scope' || state === 'not_accepted') return undefined;
    const name = entity.name[page.lang] || entity.name.fa;
    return powerCard(
      page,
      { ...power, state, name, legalId: entity.legalId },
      (state === 'usable' || state === 'joint') &&
        html`<p><a href="/me/powers/new?entity=${entity.id}">${t.give}<span class="vh">: ${name}</span></a></p>`,
    );
  })}</div>`
}</section>`;
}

/** What software may do for the same entities, beside what people may. */
function software(page: Page, list: readonly SoftwareShown[]): Renderable {
  if (list.length === 0) return undefined;
  const t = page.t.mandates;
  const words = page.t.machines;
  return html`<section class="stack" aria-labelledby="software"><h2 id="software">${words.title}</h2><p class="dim">${words.lede}</p>
<div class="stack">${list.map(
    one => html`<article class="card power"><h3 class="choice-t">${name(one.name)}</h3>${tag(page, 'ok', 'check', words.states.runs)}
<p>${rich(slot => t.softwareFor(slot(name(one.entity)), slot(one.maker ? name(one.maker) : words.you)))}</p>
<p class="s dim row gx"><span>${page.t.me.fields(page.format.number(one.count), one.count)}</span><span>${rich(slot => page.t.me.period(slot(when(page, one.since, 'date')), slot(when(page, one.until, 'date'))))}</span></p>
<p><a href="/me/machines/${one.id}">${t.open}<span class="vh">: ${one.name}</span></a></p></article>`,
  )}</div></section>`;
}

function past(page: Page, list: readonly MandateShown[]): Renderable {
  if (list.length === 0) return undefined;
  const title = page.t.mandates.past(page.format.number(list.length));
  return html`<details><summary>${title}${icon(page, 'down')}</summary>
<section class="stack" aria-labelledby="past"><h2 id="past" class="vh">${title}</h2>${list.map(one => mandateCard(page, one))}</section></details>`;
}
