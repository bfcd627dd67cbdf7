/** What people said of the systems of an agency, for its officers: scores at once, words once somebody has read them. */
import type { FeedbackRead } from '../../src/feedback/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { AtAgency } from '../agency/data.ts';
import { agencyHead, agencyLayout } from '../agency/shell.ts';
import { paragraphs } from '../cases/parts.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { reply, scoreText } from './pages.ts';

export interface AgencyFeedbackData {
  readonly at: AtAgency;
  readonly unanswered: boolean;
  readonly lines: readonly { readonly said: FeedbackRead; readonly system: string }[];
  readonly more: string | undefined;
  readonly mayReply: boolean;
  readonly error: string | undefined;
}

export function agencyFeedbackPage(page: Page, data: AgencyFeedbackData): Html {
  const t = page.t.feedback;
  const base = `/agency/agencies/${data.at.agency.id}/feedback`;
  const tabs = [
    { href: base, text: t.agency.unanswered, here: data.unanswered },
    { href: `${base}?state=all`, text: t.admin.all, here: !data.unanswered },
  ];
  return agencyLayout(
    page,
    data.at,
    { title: t.agency.title, current: 'feedback', error: data.error !== undefined },
    html`${agencyHead(page, data.at, t.agency.title, t.agency.lede)}
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.admin.notKept}</h2><p>${data.error}</p></div>`}
<nav aria-label="${t.agency.title}"><ul class="nav">${tabs.map(
      tab => html`<li><a href="${tab.href}"${tab.here && html` aria-current="page"`}>${tab.text}</a></li>`,
    )}</ul></nav>
<div class="stack g5 mt4">${data.lines.length === 0 && html`<p class="dim">${t.agency.none}</p>`}${data.lines.map(line => one(page, data, line))}
${more(page, data.more, page.t.agencies.events.older)}</div>`,
  );
}

function one(
  page: Page,
  data: AgencyFeedbackData,
  { said, system }: AgencyFeedbackData['lines'][number],
): Html {
  const t = page.t.feedback;
  return html`<article class="card stack g3"><div class="row between"><h2 class="h3"><a class="plain" href="/systems/${said.systemNumber}/feedback">${name(system)}</a></h2>${
    said.text !== undefined &&
    (said.textState === 'shown'
      ? tag(page, 'ok', 'eye', t.textStates.shown)
      : tag(page, 'plain', 'lock', t.textStates.private))
  }</div>
<p><b>${scoreText(page, said.score)}</b>${said.askedAgain !== null && html` ${said.askedAgain ? t.saidAgain : t.saidNotAgain}`} <span class="s dim">${when(page, said.givenAt, 'date')}</span></p>
${said.text === undefined ? html`<p class="dim">${said.textState === null ? t.admin.noText : t.agency[said.textState === 'waiting' ? 'beingRead' : 'withheld']}</p>` : paragraphs(said.text)}
${said.reply !== null && reply(page, said.reply)}
${data.mayReply && said.reply === null && said.text !== undefined && replyForm(page, data, said, system)}</article>`;
}

function replyForm(page: Page, data: AgencyFeedbackData, said: FeedbackRead, system: string): Html {
  const t = page.t.feedback.admin;
  return html`<form method="post" action="/agency/agencies/${data.at.agency.id}/feedback/${said.id}/reply" class="stack g3">
${field(page, { name: 'text', id: `reply-${said.id}`, label: t.reply, hint: t.replyHint, value: '', rows: 2 })}
<div><button class="btn sm">${t.send}<span class="vh">: ${system}</span></button></div></form>`;
}
