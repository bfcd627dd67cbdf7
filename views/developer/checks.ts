import type { Check } from '../../src/developer/check.ts';
import type { Result, Verdict } from '../../src/developer/check-cases.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { code, name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface ChecksData {
  readonly id: string;
  readonly name: string;
  readonly checks: readonly Check[];
  /** The report that counts now. */
  readonly counts: Check | undefined;
  readonly mayStart: boolean;
}

export interface CheckData {
  readonly id: string;
  readonly name: string;
  readonly check: Check;
  /** How often the system signs in. */
  readonly logins: number;
  readonly mayClose: boolean;
}

const hrefOf = (id: string) => `/developers/systems/${encodeURIComponent(id)}/checks`;

/** The conformance checks of one client. */
export function checksPage(page: Page, data: ChecksData): Html {
  const t = page.t.checks;
  const { counts } = data;
  return layout(
    page,
    { title: t.of(data.name) },
    html`<div class="head">${back(page, '/developers', page.t.developer.title)}
<h1>${rich(slot => t.of(slot(name(data.name))))}</h1><p class="lede">${t.lede}</p></div>
${counts?.finishedAt ? note(page, 'ok', 'check', html`<p><b>${t.counts(page.format.date(counts.finishedAt))}</b></p>`) : note(page, 'wait', 'info', html`<p><b>${t.countsNot}</b></p>`)}
<p class="read my">${t.about}</p>
${data.mayStart && html`<form method="post" action="${hrefOf(data.id)}" class="stack g2"><div><button class="btn">${icon(page, 'plus')}${t.start}</button></div><p class="s dim">${t.again}</p></form>`}
<section class="sec stack" aria-labelledby="list"><h2 id="list">${t.list}</h2>
${data.checks.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="stack g2 read">${data.checks.map(check => line(page, data.id, check))}</ul>`}</section>
<p class="sec"><a href="/developers/systems/${data.id}/calls">${page.t.calls.title}</a></p>`,
  );
}

function line(page: Page, id: string, check: Check): Html {
  return html`<li class="row between"><a href="${hrefOf(id)}/${check.id}">${when(page, check.startedAt, 'moment')}</a>${stateOf(page, check)}</li>`;
}

function stateOf(page: Page, { passed, finishedAt, endsAt }: Check): Html {
  const t = page.t.checks;
  if (!finishedAt)
    return endsAt > page.at ? tag(page, 'wait', 'clock', t.open) : tag(page, 'plain', 'ended', t.over);
  return passed ? tag(page, 'ok', 'check', t.passed) : tag(page, 'bad', 'cross', t.failed);
}

/** One of them: how to go on, and each case. */
export function checkPage(page: Page, data: CheckData): Html {
  const t = page.t.checks;
  const { check } = data;
  const open = !check.finishedAt && check.endsAt > page.at;
  return layout(
    page,
    { title: t.of(data.name) },
    html`<div class="head">${back(page, hrefOf(data.id), t.all)}
<h1>${rich(slot => t.of(slot(name(data.name))))}</h1><p class="row">${stateOf(page, check)} ${when(page, check.startedAt, 'moment')} ${open && t.until(page.format.moment(check.endsAt))}</p></div>
${open && how(page, data)}
<section class="sec stack" aria-labelledby="cases"><h2 id="cases">${t.case}</h2>
<table class="t fold"><caption class="vh">${t.title}</caption><thead><tr><th scope="col">${t.case}</th><th scope="col">${t.must}</th><th scope="col">${t.result}</th></tr></thead>
<tbody>${check.verdicts.map(verdict => row(page, verdict))}</tbody></table></section>
${check.report && html`<section class="sec stack" aria-labelledby="report"><h2 id="report">${t.report}</h2><p class="s dim">${t.reportText} ${code('/.well-known/yekbar-record-keys.json')}</p><pre class="card scroll" dir="ltr" tabindex="0" role="region" aria-label="conformance-report+jwt"><code>${check.report}</code></pre></section>`}`,
  );
}

function how(page: Page, { id, check, logins, mayClose }: CheckData): Renderable {
  const t = page.t.checks;
  return html`<section class="stack" aria-labelledby="how"><h2 id="how">${t.how}</h2>
<ol class="steps stack g2"><li>${rich(slot => t.steps.issuer(slot(code(check.issuer))))}</li><li>${t.steps.login(page.format.number(logins))} ${t.uses}</li><li>${t.steps.close}</li></ol>
<p>${t.command} ${code('npx yekbar check https://your-system.example/sign-in')}</p>
${mayClose && html`<form method="post" action="${hrefOf(id)}/${check.id}/report"><button class="btn">${icon(page, 'check')}${t.close}</button></form>`}</section>`;
}

const kinds = {
  waiting: ['plain', 'clock'],
  passed: ['ok', 'check'],
  advised: ['wait', 'info'],
  failed: ['bad', 'cross'],
  not_applicable: ['plain', 'info'],
} as const satisfies Record<Result, readonly [string, string]>;

function row(page: Page, { key, result, why }: Verdict): Html {
  const t = page.t.checks;
  const [kind, picture] = kinds[result];
  return html`<tr><th scope="row">${t.cases[key].name}</th><td data-label="${t.must}">${t.cases[key].must}</td>
<td data-label="${t.result}">${tag(page, kind, picture, t.results[result])}${why && html`<p class="s">${t.why[why]}</p>`}</td></tr>`;
}
