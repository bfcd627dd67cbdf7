import type { Outcome } from '../../src/cases/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { CaseData } from '../cases/data.ts';
import { aboutLine, caseTag, evidenceLines, paragraphs } from '../cases/parts.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { adminLayout } from './shell.ts';

export interface AdminCaseData extends CaseData {
  /** Those that an answer can have. */
  readonly outcomes: readonly Outcome[];
  readonly mayAnswer: boolean;
  /** Whoever reads opened it himself. */
  readonly own: boolean;
  readonly refused:
    | { readonly outcome: string; readonly text: string; readonly sentence: string }
    | undefined;
}

/** One case as staff see it: what was written, what it is about, and the answer. */
export function adminCasePage(page: Page, data: AdminCaseData): Html {
  const t = page.t.cases;
  const { case: one, about } = data;
  return adminLayout(
    page,
    { title: t.kinds[one.kind], current: 'cases', error: data.refused !== undefined },
    html`<div class="head">${back(page, '/admin/cases', t.queue.title)}<h1>${t.kinds[one.kind]}</h1></div>
${
  data.refused &&
  html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.queue.refused}</h2><p><a href="#text">${data.refused.sentence}</a></p></div>`
}
<div class="stack g5">
<dl class="card facts c2">
<div><dt>${t.number}</dt><dd>${code(one.number)}</dd><dd>${caseTag(page, one)}</dd></div>
<div><dt>${t.about}</dt><dd>${aboutLine(page, about)}</dd>${
      about.registry && html`<dd>${t.answeredBy} ${name(about.registry.custodian)}</dd>`
    }</div>
${one.reason && html`<div><dt>${t.whatHappened}</dt><dd>${t.reasons[one.reason]}</dd>${about.agency && html`<dd>${t.before} ${name(about.agency)}</dd>`}</div>`}
<div><dt>${t.since}</dt><dd>${when(page, one.openedAt, 'moment')}</dd></div>
<div><dt>${t.due}</dt><dd>${when(page, one.dueAt, 'date')}</dd></div>
${one.releaseId && html`<div><dt>${t.queue.entry}</dt><dd>${code(one.releaseId)}</dd></div>`}
</dl>
<section class="stack g3" aria-labelledby="written"><h2 id="written">${t.queue.written}</h2>${
      one.text === undefined ? html`<p class="dim">${t.queue.gone}</p>` : paragraphs(one.text)
    }</section>
${evidenceLines(page, data.evidence, `/admin/cases/${one.id}/evidence`)}
${answer(page, data)}
</div>`,
  );
}

function answer(page: Page, data: AdminCaseData): Renderable {
  const t = page.t.cases;
  const { case: one, refused } = data;
  if (one.state === 'answered')
    return html`<section class="card stack g3" aria-labelledby="answer"><h2 id="answer">${t.answer}</h2>
<p class="s dim">${one.answeredAt && when(page, one.answeredAt, 'moment')}</p>
${one.outcome && html`<p><b>${t.outcomes[one.outcome]}</b></p>`}${one.answer !== undefined && paragraphs(one.answer)}</section>`;
  if (one.state !== 'open' || one.text === undefined) return undefined;
  if (!data.mayAnswer)
    return note(page, 'plain', 'eye', html`<p><b>${t.queue.auditor}</b> ${t.queue.auditorText}</p>`);
  if (data.own) return note(page, 'wait', 'lock', html`<p><b>${t.queue.own}</b> ${t.queue.ownText}</p>`);
  return html`<form method="post" action="/admin/cases/${one.id}/answer" class="stack g4">
${field(page, {
  name: 'outcome',
  label: t.queue.outcome,
  value: refused?.outcome ?? '',
  options: data.outcomes.map(outcome => ({ value: outcome, label: t.outcomes[outcome] })),
})}
${field(page, {
  name: 'text',
  label: t.queue.reply,
  hint: t.queue.replyHint,
  value: refused?.text ?? '',
  rows: 6,
  required: true,
  ...(refused ? { error: refused.sentence } : {}),
})}
<p><button class="btn">${t.queue.submit}</button></p>
</form>`;
}
