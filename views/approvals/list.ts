import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { ApprovalList, ApprovalListed } from './data.ts';

/** What waits for the reader's signature, what he waits for, and what is over. */
export function approvalsPage(page: Page, data: ApprovalList): Html {
  const t = page.t.approvals;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}
<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g7">
<section class="stack" aria-labelledby="mine"><h2 id="mine">${t.mine}</h2>
${data.mine.length > 0 ? cards(page, data.mine) : note(page, 'plain', 'info', html`<p>${t.mineNone}</p>`)}</section>
${section(page, 'others', t.others, data.others)}
${section(page, 'past', t.past, data.past)}
</div>`,
  );
}

function section(page: Page, id: string, title: string, list: readonly ApprovalListed[]): Renderable {
  return (
    list.length > 0 &&
    html`<section class="stack" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${cards(page, list)}</section>`
  );
}

function cards(page: Page, list: readonly ApprovalListed[]): Html {
  const t = page.t.approvals;
  return html`<div class="live">${list.map(
    one => html`
<article class="card">
  <h3>${name(one.agency)}</h3>${stateTag(page, one)}
  <p>${rich(slot => page.t.me.about(slot(name(one.purpose)), slot(one.subject ? name(one.subject) : page.t.me.yourself)))}</p>
  ${one.system !== one.agency && html`<p class="s dim">${name(one.system)}</p>`}
  <p class="s dim">${rich(slot => (one.state === 'waiting' ? t.until(slot(when(page, one.until, 'moment'))) : t.settled(slot(when(page, one.until, 'moment')))))}</p>
  <p><a href="/me/approvals/${one.id}">${t.open}<span class="vh">: ${one.purpose}${page.t.common.comma}${one.subject}</span></a></p>
</article>`,
  )}</div>`;
}

function stateTag(page: Page, one: ApprovalListed): Html {
  const t = page.t.approvals.states;
  const tags = {
    waiting: () => tag(page, 'wait', 'pens', t.waiting),
    approved: () => tag(page, 'ok', 'check', t.approved),
    refused: () => tag(page, 'bad', 'cross', t.refused),
    expired: () => tag(page, 'plain', 'clock', t.expired),
    ended: () => tag(page, 'plain', 'ended', t.ended),
  };
  return tags[one.state]();
}
