/** What people say of a system that they used: the form, what one said oneself, and what everybody may read. */
import type { OwnFeedback, Score, ShownText } from '../../src/feedback/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { paragraphs } from '../cases/parts.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface FeedbackFormData {
  readonly number: number;
  readonly name: string;
  readonly score: string;
  readonly askedAgain: string;
  readonly text: string;
  readonly mayShow: boolean;
  readonly error: string | undefined;
}

export function feedbackFormPage(page: Page, data: FeedbackFormData): Html {
  const t = page.t.feedback;
  return layout(
    page,
    { title: t.form.title, current: 'record', error: data.error !== undefined },
    html`<div class="head">${back(page, '/me', page.t.me.title)}
<h1>${t.form.title}</h1><p class="lede">${name(data.name)}</p></div>
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.form.notSent}</h2><p><a href="#score-5">${data.error}</a></p></div>`}
<form method="post" action="/me/feedback/${data.number}" class="stack g5">
${scores(page, data.score)}
<fieldset><legend>${t.form.askedAgain}</legend><div class="row">${(['no', 'yes'] as const).map(
      value =>
        html`<label class="check p0"><input type="radio" name="asked_again" value="${value}"${data.askedAgain === value && html` checked`}><span>${t.form.again[value]}</span></label>`,
    )}</div></fieldset>
${field(page, { name: 'text', label: t.form.text, hint: t.form.textHint, value: data.text, rows: 4 })}
<label class="check"><input type="checkbox" name="may_show" value="yes"${data.mayShow && html` checked`}><span>${t.form.mayShow}</span></label>
<p><button class="btn">${t.form.send}</button></p>
</form>
<form method="post" action="/me/feedback/${data.number}/declining" class="mt4"><button class="btn line sm">${t.card.no}</button></form>`,
  );
}

function scores(page: Page, chosen: string): Html {
  const t = page.t.feedback.form;
  return html`<fieldset><legend>${t.score}</legend><div class="row">${([5, 4, 3, 2, 1] as const).map(
    score =>
      html`<label class="check p0"><input type="radio" id="score-${score}" name="score" value="${score}" required${chosen === String(score) && html` checked`}><span>${t.scores[score]}</span></label>`,
  )}</div></fieldset>`;
}

/** On a person's own page: once, and gone by itself. */
export function feedbackCard(
  page: Page,
  asked: { readonly number: number; readonly name: string } | undefined,
): Renderable {
  if (!asked) return undefined;
  const t = page.t.feedback.card;
  return html`<section class="card stack g3" aria-labelledby="feedback"><h2 id="feedback" class="h3">${t.title(asked.name)}</h2>
<p class="s">${t.text}</p>
<div class="row"><a class="btn line sm" href="/me/feedback/${asked.number}">${t.yes}</a><form method="post" action="/me/feedback/${asked.number}/declining"><button class="btn line sm">${t.no}</button></form></div></section>`;
}

export function ownFeedbackPage(
  page: Page,
  lines: readonly { readonly own: OwnFeedback; readonly system: string }[],
): Html {
  const t = page.t.feedback;
  return layout(
    page,
    { title: t.own.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}
<h1>${t.own.title}</h1><p class="lede">${t.own.lede}</p></div>
<div class="stack g5">${lines.length === 0 && html`<p class="dim">${t.own.none}</p>`}
${lines.map(
  ({
    own,
    system,
  }) => html`<article class="card stack g3"><div class="row between"><h2 class="h3"><a class="plain" href="/systems/${own.systemNumber}/feedback">${name(system)}</a></h2>${own.textState && textTag(page, own)}</div>
<p><b>${scoreText(page, own.score ?? 0)}</b>${own.askedAgain !== null && html` ${own.askedAgain ? t.saidAgain : t.saidNotAgain}`}</p>
<p class="s dim">${own.givenAt && when(page, own.givenAt, 'moment')}</p>
${own.text !== undefined && paragraphs(own.text)}
${own.reply !== null && reply(page, own.reply)}</article>`,
)}</div>`,
  );
}

function textTag(page: Page, own: Pick<OwnFeedback, 'textState' | 'mayShow'>): Html {
  const t = page.t.feedback.textStates;
  if (!own.mayShow) return tag(page, 'plain', 'lock', t.private);
  if (own.textState === 'shown') return tag(page, 'ok', 'eye', t.shown);
  return own.textState === 'hidden'
    ? tag(page, 'plain', 'lock', t.hidden)
    : tag(page, 'wait', 'clock', t.waiting);
}

export function scoreText(page: Page, score: number): string {
  const scores: Readonly<Record<number, string | undefined>> = page.t.feedback.form.scores;
  return scores[score] ?? '';
}

export function reply(page: Page, text: string): Html {
  return html`<div class="stack g2"><h3 class="m">${page.t.feedback.reply}</h3>${paragraphs(text)}</div>`;
}

export interface SystemFeedbackData {
  readonly number: number;
  readonly name: string;
  readonly score: Score | undefined;
  readonly fewest: number;
  readonly texts: readonly ShownText[];
}

export function systemFeedbackPage(page: Page, data: SystemFeedbackData): Html {
  const t = page.t.feedback.public;
  return layout(
    page,
    { title: t.title(data.name), current: 'systems' },
    html`<div class="head">${back(page, `/systems/${data.number}`, name(data.name))}
<h1>${t.heading}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g5">
${scoreFacts(page, data.score, data.fewest)}
${data.texts.length > 0 && html`<section class="stack" aria-labelledby="texts"><h2 id="texts">${t.texts}</h2>${data.texts.map(one => html`<article class="card stack g3"><p class="s dim">${when(page, one.givenAt, 'date')}</p>${paragraphs(one.text)}${one.reply !== null && reply(page, one.reply)}</article>`)}</section>`}
${note(page, 'plain', 'info', html`<p>${t.rule(page.format.number(data.fewest))}</p>`)}
<p><a class="btn line" href="/me/feedback/${data.number}">${icon(page, 'pen')}${t.say}</a></p>
</div>`,
  );
}

function scoreFacts(page: Page, score: Score | undefined, fewest: number): Html {
  const t = page.t.feedback.public;
  const { number } = page.format;
  if (!score) return html`<p class="dim">${t.few(number(fewest))}</p>`;
  return html`<dl class="card facts c3"><div><dt>${t.average}</dt><dd><b>${t.outOf(number(score.average))}</b></dd></div>
<div><dt>${t.count}</dt><dd>${number(score.count)}</dd></div>
<div><dt>${t.askedAgain}</dt><dd>${t.percent(number(score.askedAgain))}</dd></div></dl>`;
}
