import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { CaseData } from './data.ts';
import { aboutLine, caseTag, evidenceLines, paragraphs } from './parts.ts';

/** One case: what was written, until when there is an answer, and the answer. */
export function casePage(page: Page, { case: one, about, evidence }: CaseData): Html {
  const t = page.t.cases;
  const open = one.state === 'open';
  return layout(
    page,
    { title: t.kinds[one.kind], current: 'record' },
    html`<div class="head">${back(page, '/me/cases', t.title)}
<h1>${t.kinds[one.kind]}</h1></div>
<div class="stack g5">
${open && note(page, 'ok', 'check', html`<p><b>${t.received}</b> ${t.receivedText(page.format.date(one.dueAt))}</p>`)}
${open && one.kind === 'dispute' && note(page, 'wait', 'flag', html`<p><b>${t.marked}</b> ${t.markedText}</p>`)}
<dl class="card facts c2">
<div><dt>${t.number}</dt><dd>${code(one.number)}</dd><dd>${caseTag(page, one)}</dd></div>
<div><dt>${t.about}</dt><dd>${aboutLine(page, about)}</dd>${
      about.registry && html`<dd>${t.answeredBy} ${name(about.registry.custodian)}</dd>`
    }</div>
${one.reason && html`<div><dt>${t.whatHappened}</dt><dd>${t.reasons[one.reason]}</dd>${about.agency && html`<dd>${t.before} ${name(about.agency)}</dd>`}</div>`}
<div><dt>${t.since}</dt><dd>${when(page, one.openedAt, 'moment')}</dd></div>
<div><dt>${t.due}</dt><dd>${when(page, one.dueAt, 'date')}</dd></div>
</dl>
<section class="stack g3" aria-labelledby="written"><h2 id="written">${t.written}</h2>${paragraphs(one.text ?? '')}</section>
${evidenceLines(page, evidence, `/me/cases/${one.id}/evidence`)}
${
  one.state === 'answered' &&
  html`<section class="card stack g3" aria-labelledby="answer"><h2 id="answer">${t.answer}</h2>
<p class="s dim">${one.answeredAt && when(page, one.answeredAt, 'moment')}</p>
${one.outcome && html`<p><b>${t.outcomeTexts[one.outcome]}</b></p>`}${paragraphs(one.answer ?? '')}</section>`
}
${
  open &&
  html`<form method="post" action="/me/cases/${one.id}/taking-back"><button class="btn bad">${icon(page, 'undo', { flip: true })}${t.takeBack}</button></form>`
}
</div>`,
  );
}
