/** What people said of systems: texts that have to be read before anybody sees them, and replies. */
import type { FeedbackRead } from '../../src/feedback/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { paragraphs } from '../cases/parts.ts';
import { reply, scoreText } from '../feedback/pages.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { adminLayout } from './shell.ts';

export interface FeedbackListData {
  readonly waiting: boolean;
  readonly lines: readonly { readonly said: FeedbackRead; readonly system: string }[];
  readonly more: string | undefined;
  readonly mayChange: boolean;
  readonly error: string | undefined;
}

export function feedbackListPage(page: Page, data: FeedbackListData): Html {
  const t = page.t.feedback.admin;
  const tabs = [
    { href: '/admin/feedback', text: t.waiting, here: data.waiting },
    { href: '/admin/feedback?state=all', text: t.all, here: !data.waiting },
  ];
  return adminLayout(
    page,
    { title: t.title, current: 'feedback', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<nav aria-label="${t.title}"><ul class="nav">${tabs.map(
      tab => html`<li><a href="${tab.href}"${tab.here && html` aria-current="page"`}>${tab.text}</a></li>`,
    )}</ul></nav>
${data.error && html`<div class="note bad mt4" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.notKept}</h2><p>${data.error}</p></div>`}
<div class="stack g5 mt4">${data.lines.length === 0 && html`<p class="dim">${t.none}</p>`}${data.lines.map(line => one(page, data, line))}
${more(page, data.more)}</div>`,
  );
}

function one(page: Page, data: FeedbackListData, { said, system }: FeedbackListData['lines'][number]): Html {
  const t = page.t.feedback;
  return html`<article class="card stack g3"><div class="row between"><h2 class="h3">${name(system)}</h2>${stateTag(page, said)}</div>
<p><b>${scoreText(page, said.score)}</b>${said.askedAgain !== null && html` ${said.askedAgain ? t.saidAgain : t.saidNotAgain}`} <span class="s dim">${when(page, said.givenAt, 'moment')}</span></p>
${said.text === undefined ? html`<p class="dim">${t.admin.noText}</p>` : paragraphs(said.text)}
${said.reply !== null && reply(page, said.reply)}
${data.mayChange && acts(page, said, system)}</article>`;
}

function stateTag(page: Page, said: FeedbackRead): Renderable {
  const t = page.t.feedback.textStates;
  if (said.textState === null) return undefined;
  if (!said.mayShow) return tag(page, 'plain', 'lock', t.private);
  if (said.textState === 'waiting') return tag(page, 'wait', 'clock', t.waiting);
  return said.textState === 'shown' ? tag(page, 'ok', 'eye', t.shown) : tag(page, 'plain', 'lock', t.hidden);
}

function acts(page: Page, said: FeedbackRead, system: string): Renderable {
  const t = page.t.feedback.admin;
  const id = `reply-${said.id}`;
  return html`${
    said.textState !== null &&
    html`<form method="post" action="/admin/feedback/${said.id}/check" class="row">${said.mayShow && said.textState !== 'shown' && html`<button class="btn line sm" name="decision" value="shown">${t.show}<span class="vh">: ${system}</span></button>`}${said.textState !== 'hidden' && html`<button class="btn line sm" name="decision" value="hidden">${said.mayShow ? t.hide : t.read}<span class="vh">: ${system}</span></button>`}</form>`
  }${
    said.reply === null &&
    html`<form method="post" action="/admin/feedback/${said.id}/reply" class="stack g3">${field(page, { name: 'text', id, label: t.reply, hint: t.replyHint, value: '', rows: 2 })}<div><button class="btn sm">${t.send}<span class="vh">: ${system}</span></button></div></form>`
  }`;
}
