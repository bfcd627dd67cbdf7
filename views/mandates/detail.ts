import type { MandateShown } from '../../src/mandates/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { nuqta } from '../parts/nuqta.ts';
import { identifier, name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { answers, stateTag } from './card.ts';

/** One mandate in full: what it allows, between whom, by what proof, what happened, and how it ends. */
export function mandatePage(page: Page, mandate: MandateShown): Html {
  const t = page.t.mandates;
  const role = t.templates[mandate.template];
  return layout(
    page,
    { title: t.detail.title(role, mandate.entity.name), current: 'record' },
    html`<div class="head">${back(page, '/me/powers', t.toPowers)}
<h1>${rich(slot => t.detail.title(role, slot(name(mandate.entity.name))))}</h1><p>${stateTag(page, mandate)}</p></div>
<div class="stack g5">
${mandate.state === 'rests' && note(page, 'wait', 'lock', html`<p>${t.restsText}</p>`)}
${mandate.endReason && note(page, 'plain', 'ended', html`<p>${t.reasons[mandate.endReason]}</p>`)}
${mandate.may.accept && html`<section class="act stack g4" aria-labelledby="answer"><h2 id="answer">${t.waiting}</h2>${answers(page, mandate)}</section>`}
${facts(page, mandate)}
${below(page, mandate)}
${history(page, mandate)}
${mandate.may.end && !mandate.may.accept && end(page, mandate)}
</div>`,
  );
}

function facts(page: Page, mandate: MandateShown): Html {
  const t = page.t.mandates.detail;
  const { holder, entity } = mandate;
  return html`<dl class="card facts c2">
<div><dt>${t.entity}</dt><dd>${name(entity.name)}</dd><dd>${page.t.flow.actingFor.legalId} ${identifier(page, entity.legalId)}</dd></div>
<div><dt>${t.giver}</dt><dd>${name(mandate.giver)}</dd>${mandate.through && html`<dd>${rich(slot => page.t.mandates.through(slot(name(mandate.through ?? ''))))}</dd>`}</div>
<div><dt>${t.holder}</dt><dd>${name(holder.name)}</dd>${mandate.gives && html`<dd>${identifier(page, holder.identifier)}</dd>`}</div>
<div><dt>${t.matters}</dt>${mandate.matters.map(one => html`<dd class="as-first">${name(one)}</dd>`)}</div>
<div><dt>${t.days}</dt><dd>${rich(slot => page.t.mandates.period(slot(when(page, mandate.since, 'date')), slot(when(page, mandate.until, 'date'))))}</dd></div>
<div><dt>${t.amount}</dt><dd>${mandate.amount === null ? t.noAmount : page.t.mandates.upTo(page.format.number(mandate.amount))}</dd></div>
<div><dt>${t.passOn}</dt><dd>${mandate.mayPassOn ? t.mayPassOn : t.mayNotPassOn}</dd></div>
<div><dt>${t.proof}</dt><dd>${nuqta('register', 't-brand')} ${rich(slot => t.proofText(slot(identifier(page, mandate.record))))}</dd><dd>${when(page, mandate.asOf)}</dd></div>
</dl>`;
}

/** What can be given of it. */
function below(page: Page, { id, may }: MandateShown): Renderable {
  const t = page.t.mandates;
  if (!may.name && !may.pass) return undefined;
  return html`<p class="row">${may.name && html`<a class="btn line" href="/me/powers/new?mandate=${id}&amp;how=named">${icon(page, 'person')}${t.nameStaff}</a>`}${
    may.pass &&
    html`<a class="btn line" href="/me/powers/new?mandate=${id}&amp;how=passed">${icon(page, 'next', { flip: true })}${t.pass}</a>`
  }</p>`;
}

function history(page: Page, mandate: MandateShown): Html {
  const t = page.t.mandates.detail;
  const steps = [
    { at: mandate.offeredAt, word: t.offered },
    { at: mandate.acceptedAt, word: t.accepted },
    { at: mandate.endedAt, word: t.ended },
  ];
  return html`<section class="stack g3" aria-labelledby="history"><h2 id="history" class="h3">${t.history}</h2>
<ul class="bullets">${steps.map(({ at, word }) => at && html`<li>${word}${page.t.common.comma}${when(page, at, 'moment')}</li>`)}</ul></section>`;
}

function end(page: Page, mandate: MandateShown): Html {
  const t = page.t.mandates;
  const word = mandate.state === 'offered' ? t.takeBack : mandate.gives ? t.revoke : t.giveUp;
  return html`<section class="card stack g3" aria-labelledby="end"><h2 id="end" class="h3">${t.endTitle}</h2>
<p>${t.endText}</p>
<form method="post" action="/me/powers/${mandate.id}/end"><button class="btn bad">${icon(page, 'ended')}${word}</button></form></section>`;
}
