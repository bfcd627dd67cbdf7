import type { MandateShown } from '../../src/mandates/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

/** One mandate in a list: whose, for what, between whom, until when. */
export function mandateCard(page: Page, mandate: MandateShown): Html {
  const t = page.t.mandates;
  const role = t.templates[mandate.template];
  const open = mandate.state !== 'ended' && mandate.state !== 'refused';
  const { holds, giver, holder } = mandate;
  return html`<article class="${open ? 'card power' : 'choice gone'}">
<h3 class="choice-t">${name(mandate.entity.name)}</h3>${stateTag(page, mandate)}
<p>${rich(slot => (holds ? t.cardHeld(role, slot(name(giver))) : t.cardGiven(role, slot(name(holder.name)))))}${
    mandate.through && html` ${rich(slot => t.through(slot(name(mandate.through ?? ''))))}`
  }</p>
<p class="s dim row gx"><span>${rich(slot => t.period(slot(when(page, mandate.since, 'date')), slot(when(page, mandate.until, 'date'))))}</span>${
    mandate.amount !== null && html`<span>${t.upTo(page.format.number(mandate.amount))}</span>`
  }</p>${mandate.endReason && html`<p class="s">${t.reasons[mandate.endReason]}</p>`}${mandate.may.accept && answers(page, mandate)}
<p><a href="/me/powers/${mandate.id}">${t.open}<span class="vh">: ${role}${page.t.common.comma}${mandate.entity.name}</span></a></p>
</article>`;
}

export function stateTag(page: Page, { state }: MandateShown): Html {
  const t = page.t.mandates.states;
  const tags = {
    offered: () => tag(page, 'wait', 'clock', t.offered),
    active: () => tag(page, 'ok', 'check', t.active),
    not_begun: () => tag(page, 'wait', 'calendar', t.not_begun),
    rests: () => tag(page, 'wait', 'lock', t.rests),
    refused: () => tag(page, 'plain', 'cross', t.refused),
    ended: () => tag(page, 'plain', 'ended', t.ended),
  };
  return tags[state]();
}

/** The two answers weigh the same. */
export function answers(page: Page, { id }: MandateShown): Html {
  const t = page.t.mandates;
  return html`<p class="s">${t.offerText}</p>
<div class="row"><form method="post" action="/me/powers/${id}/acceptance"><button class="btn sm">${icon(page, 'check')}${t.accept}</button></form>
<form method="post" action="/me/powers/${id}/end"><button class="btn ink sm">${icon(page, 'cross')}${t.refuse}</button></form></div>`;
}
