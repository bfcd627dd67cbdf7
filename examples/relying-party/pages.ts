/** The pages of an example system. No script; links, and forms by GET and POST. */
import { boxesFor } from '../systems/index.ts';
import type { FilledBox, Form, HollowBox } from './form.ts';
import { type Html, html, type Part } from './html.ts';
import { head, icon, layout, note, type Page } from './page.ts';
import type { Problem } from './profile.ts';
import { leftToRight, number, when, written } from './values.ts';
import { registers, words } from './words.ts';

export function frontPage(page: Page, notice?: Html): string {
  const { lang, system } = page;
  const t = words[lang];
  const boxes = boxesFor(system, 'legal_entity');
  const filled = boxes.filter(box => box.from).length;
  return layout(
    page,
    system.form.title[lang],
    html`${head(page, system.form.title[lang], system.form.lede[lang])}
<div class="stack g5 w34">
${notice}
<p><a class="btn" href="/sign-in">${icon('enter', true)}${t.signIn}</a></p>
<p><a href="/by-hand">${t.byHand}</a></p>
<section class="stack g3" aria-labelledby="how"><h2 id="how" class="h3">${t.how}</h2>
<p>${t.boxes(number(boxes.length, lang), number(filled, lang))}</p>
${dots(page, filled, boxes.length - filled)}
<ol class="steps">${t.howSteps.map(step => html`<li>${step}</li>`)}</ol></section>
</div>`,
  );
}

function dots(page: Page, filled: number, left: number): Html {
  const label = words[page.lang].dots(number(filled, page.lang), number(left, page.lang));
  const full = Array.from({ length: filled }, () => html`<i class="nq"></i>`);
  const hollow = Array.from({ length: left }, () => html`<i class="nq o"></i>`);
  return html`<p class="dots t-brand" role="img" aria-label="${label}">${full}${hollow}</p>`;
}

/** The form: what was filled with source and date, what remains, and how many boxes nobody had to type. */
export function formPage(
  page: Page,
  form: Form,
  options: { notice?: Html; typed?: Readonly<Record<string, unknown>>; empty?: ReadonlySet<string> } = {},
): string {
  const { lang, system } = page;
  const t = words[lang];
  const left = number(form.hollow.length, lang);
  const empty = options.empty ?? new Set<string>();
  const title = system.form.title[lang];
  const lede =
    form.filled.length === 0 ? t.yours(left) : form.hollow.length === 0 ? t.nothingLeft : t.left(left);
  const yours = html`<form method="post" action="/form" class="card stack g5" aria-labelledby="yours" novalidate>
  <input type="hidden" name="by_hand" value="${page.login?.profile ? '' : 'yes'}">
  <h2 id="yours">${t.yours(left)}</h2>
  ${form.hollow.map(hollow => input(page, hollow, options.typed?.[hollow.box.name], empty.has(hollow.box.name)))}
  <button class="btn wide">${system.form.submit[lang]}</button>
</form>`;
  return layout(
    page,
    empty.size > 0 ? t.error + title : title,
    html`${head(page, title, lede)}
<div class="stack g5">
${options.notice}${empty.size > 0 && summary(page, form, empty)}
${form.filled.length > 0 && spared(page, form)}
</div>
<div class="${form.filled.length > 0 ? 'two first sec' : 'w34 sec'}">
${yours}
${form.filled.length > 0 && ready(page, form)}
</div>`,
  );
}

function summary(page: Page, form: Form, empty: ReadonlySet<string>): Html {
  const links = form.hollow
    .filter(({ box }) => empty.has(box.name))
    .map(
      ({ box }, at) =>
        html`${at > 0 && (page.lang === 'fa' ? '، ' : ', ')}<a href="#${box.name}">${box.label[page.lang]}</a>`,
    );
  const [before = '', after = ''] = words[page.lang].missing('|').split('|');
  return html`<div class="note bad" role="alert">${icon('warn')}<p>${before}${links}${after}</p></div>`;
}

function spared(page: Page, form: Form): Html {
  const t = words[page.lang];
  const at = page.login?.fetchedAt;
  return html`<div class="card spared">
  <b>${number(form.filled.length, page.lang)}</b>
  <h2>${t.sparedHeading}</h2>
  <div>${dots(page, form.filled.length, form.hollow.length)}
  ${page.login?.changed && html`<p role="status"><span class="tag wait">${icon('clock')}${t.changed}</span></p>`}
  <div class="row gx s dim">${at && html`<span>${t.fetched(when(at, page.lang))}</span>`}
    <a href="${page.issuer}/me">${t.record}</a>
    <form method="post" action="/profile"><button class="linkish">${t.again}</button></form></div></div>
</div>`;
}

function ready(page: Page, form: Form): Html {
  const t = words[page.lang];
  return html`<section aria-labelledby="ready">
  <h2 id="ready">${t.ready(number(form.filled.length, page.lang))}</h2>
  <p class="key my"><span><i class="nq t-brand"></i> ${t.key.register}</span><span><i class="nq v t-brand"></i> ${t.key.matched}</span><span><i class="nq h t-brand"></i> ${t.key.derived}</span><span><i class="nq o dim"></i> ${t.key.said}</span></p>
  <dl class="given">${form.filled.map(filled => given(page, filled))}</dl>
</section>`;
}

const marks = {
  authoritative: 't-brand',
  verified: 'v t-brand',
  derived: 'h t-brand',
  self_declared: 'o dim',
};

function given(page: Page, { box, field }: FilledBox): Html {
  const { lang } = page;
  const t = words[lang];
  const text = written(field.value, lang);
  const comma = lang === 'fa' ? '، ' : ', ';
  const register = field.source
    ? (registers[field.source.registry]?.[lang] ?? field.source.custodian)
    : t.key.said;
  const at =
    field.fetched_at !== null &&
    html`<time datetime="${field.fetched_at}">${when(new Date(field.fetched_at), lang)}</time>`;
  const tags = html`${field.stale && html` <span class="tag wait">${icon('clock')}${t.stale}</span>`}${field.status === 'disputed' && html` <span class="tag wait">${icon('flag')}${t.disputed}</span>`}`;
  return html`<div><dt>${box.label[lang]}</dt><dd>${leftToRight(field.value) ? html`<span class="id">${text}</span>` : html`<bdi>${text}</bdi>`}</dd>
    <dd class="src"><i class="nq ${marks[field.class]}"></i> ${register}${at && html`${comma}${at}`}${tags}</dd></div>`;
}

function input(page: Page, { box, why }: HollowBox, typed: unknown, wrong: boolean): Html {
  const { lang } = page;
  const t = words[lang];
  const hint = why ? t.why[why] : box.hint?.[lang];
  const value = typeof typed === 'string' ? typed.slice(0, 500) : '';
  const told = [hint && `h-${box.name}`, wrong && `e-${box.name}`].filter(Boolean).join(' ');
  const described = html`${told && html` aria-describedby="${told}"`}${wrong && html` aria-invalid="true"`}`;
  const control = box.options
    ? html`<select class="in" id="${box.name}" name="${box.name}"${described}><option value="">${t.choose}</option>${box.options.map(option => html`<option${value === option[lang] && html` selected`}>${option[lang]}</option>`)}</select>`
    : html`<input class="in" id="${box.name}" name="${box.name}" value="${value}"${box.numeric === true && html` inputmode="numeric"`}${described}>`;
  return html`<div class="field"><label for="${box.name}">${box.label[lang]}</label>${hint && html`<p class="hint" id="h-${box.name}">${hint}</p>`}${wrong && html`<p class="err" id="e-${box.name}">${t.empty}</p>`}${control}</div>`;
}

/** Above the form when Yekbar refused the profile: what happened, what to do, and the code. Its detail is for developers. */
export function refusal(page: Page, problem: Problem): Html {
  const t = words[page.lang];
  const ended = problem.status === 401;
  const codes = html`${problem.code && html`${t.code}<span class="code">${problem.code}</span> `}${problem.requestId && html`${t.tracking}<span class="code">${problem.requestId}</span>`}`;
  return html`<div class="note bad" role="alert">${icon('lock')}<p><b>${ended ? t.ended : t.refused}</b> ${ended ? t.endedText : (t.refusedFor[problem.code ?? ''] ?? t.refusedText)}</p>
  <p class="xs">${codes}</p>
  <p class="mt3"><a class="btn" href="/sign-in">${ended ? t.signIn : t.askAgain}</a></p></div>`;
}

/** A page with one sentence: what happened, what did not, what to do. */
export function sentencePage(page: Page, title: string, text: Part, detail?: Part): string {
  const t = words[page.lang];
  return layout(
    page,
    title,
    html`<div class="head"><h1>${title}</h1><p class="lede">${text}</p></div>
<div class="stack w34">${detail}<p class="row"><a class="btn" href="/sign-in">${icon('enter', true)}${t.signIn}</a><a href="/by-hand">${t.byHand}</a></p></div>`,
  );
}

export function donePage(page: Page): string {
  const t = words[page.lang];
  return layout(
    page,
    t.done,
    html`<div class="head"><h1>${t.done}</h1></div>${note('ok', 'check', t.done, t.doneText)}<p class="mt4"><a href="/">${t.back}</a></p>`,
  );
}
