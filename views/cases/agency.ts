/** What people complain of before an agency, for its officers: each with its answer; and the contest of its score. */
import type { Case, Outcome } from '../../src/cases/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { AtAgency } from '../agency/data.ts';
import { agencyHead, agencyLayout } from '../agency/shell.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { code } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { CaseData } from './data.ts';
import { aboutLine, caseTag, evidenceLines, paragraphs } from './parts.ts';

export interface AgencyCasesData {
  readonly at: AtAgency;
  readonly open: boolean;
  readonly lines: readonly CaseData[];
  readonly more: string | undefined;
  readonly outcomes: readonly Outcome[];
  readonly mayAnswer: boolean;
  readonly contest: Case | undefined;
  readonly error: string | undefined;
}

export function agencyCasesPage(page: Page, data: AgencyCasesData): Html {
  const t = page.t.cases;
  const base = `/agency/agencies/${data.at.agency.id}/cases`;
  const tabs = [
    { href: base, text: t.queue.open, here: data.open },
    { href: `${base}?state=all`, text: t.queue.all, here: !data.open },
  ];
  return agencyLayout(
    page,
    data.at,
    { title: t.complaints.title, current: 'cases', error: data.error !== undefined },
    html`${agencyHead(page, data.at, t.complaints.title)}
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.queue.refused}</h2><p>${data.error}</p></div>`}
<nav aria-label="${t.complaints.title}"><ul class="nav">${tabs.map(
      tab => html`<li><a href="${tab.href}"${tab.here && html` aria-current="page"`}>${tab.text}</a></li>`,
    )}</ul></nav>
<div class="stack g5 mt4">${data.lines.length === 0 && html`<p class="dim">${t.queue.none}</p>`}${data.lines.map(line => one(page, data, line))}
${more(page, data.more)}
${contest(page, data)}</div>`,
  );
}

function one(page: Page, data: AgencyCasesData, { case: one, about, evidence }: CaseData): Html {
  const t = page.t.cases;
  const base = `/agency/agencies/${data.at.agency.id}/cases/${one.id}`;
  return html`<article class="card stack g3" aria-labelledby="c-${one.id}"><div class="row between"><h2 class="h3" id="c-${one.id}">${one.reason ? t.reasons[one.reason] : t.kinds.complaint}</h2>${caseTag(page, one)}</div>
<p class="s dim">${aboutLine(page, { ...about, agency: undefined })} ${code(one.number)} ${t.due}: ${when(page, one.dueAt, 'date')}</p>
${one.text === undefined ? html`<p class="dim">${t.queue.gone}</p>` : paragraphs(one.text)}
${evidence && evidenceLines(page, evidence, `${base}/evidence`)}
${one.answer !== undefined && html`<h3 class="m">${t.answer}</h3>${paragraphs(one.answer)}`}
${
  data.mayAnswer &&
  one.state === 'open' &&
  html`<form method="post" action="${base}/answer" class="stack g3">
${field(page, { name: 'outcome', id: `o-${one.id}`, label: t.queue.outcome, value: '', options: data.outcomes.map(value => ({ value, label: t.outcomes[value] })) })}
${field(page, { name: 'text', id: `t-${one.id}`, label: t.queue.reply, hint: t.queue.replyHint, value: '', rows: 3 })}
<div><button class="btn sm">${t.queue.submit}<span class="vh">: ${one.number}</span></button></div></form>`
}</article>`;
}

function contest(page: Page, data: AgencyCasesData): Renderable {
  const t = page.t.cases;
  const { contest } = data;
  const words = t.forms.contest;
  return html`<section class="stack" aria-labelledby="contest"><h2 id="contest">${words.title}</h2><p>${words.lede} <a href="/overlap#scores">${page.t.overlap.scores}</a></p>
${contest && note(page, 'plain', 'flag', html`<p>${t.kinds.contest}: ${when(page, contest.openedAt, 'date')} ${caseTag(page, contest)}</p>`)}
${
  data.mayAnswer &&
  contest?.state !== 'open' &&
  html`<form method="post" action="/agency/agencies/${data.at.agency.id}/contest" class="stack g3">
${field(page, { name: 'text', id: 'contest-text', label: words.label, hint: t.textHint, value: '', rows: 4 })}
<p class="s dim">${words.next}</p><div><button class="btn">${t.send}</button></div></form>`
}</section>`;
}
