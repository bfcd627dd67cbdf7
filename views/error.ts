import { type Html, html, type Renderable } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { flowLayout } from './layout.ts';
import { icon } from './parts/icon.ts';
import { code } from './parts/rich.ts';
import { when } from './parts/when.ts';

export interface ErrorData {
  readonly status: number;
  /** Code of the fault, or the error of OAuth. */
  readonly code: string;
  readonly sentence: string;
  /** What a developer needs to know, in the words of the protocol (English). */
  readonly detail?: string;
}

/** Says what happened, what did not, what to do, and the two codes that support needs. */
export function errorPage(page: Page, error: ErrorData): Html {
  const t = page.t.errors;
  const title = titleOf(page, error.status);
  // Some sentences begin with what the heading says already.
  const sentence = error.sentence.startsWith(`${title}. `)
    ? error.sentence.slice(title.length + 2)
    : error.sentence;
  const retry = error.status === 429 || error.status >= 500;
  return flowLayout(
    page,
    undefined,
    { title, width: 'wide', error: true, who: true },
    html`<div class="stack g2">
  <h1>${title}</h1>
  <p>${sentence}</p>
</div>
<div><h2 class="m">${t.whatToDo}</h2>
<ol class="steps"><li>${retry ? t.steps.again : t.steps.back}</li>${error.status >= 500 && html`<li>${t.steps.tell}</li>`}</ol></div>
<dl class="card facts c2">
  <div><dt>${t.tracking}</dt><dd><span class="code">${page.tracking}</span></dd></div>
  <div><dt>${t.code}</dt><dd>${code(error.code)}</dd></div>
  <div><dt>${t.time}</dt><dd>${when(page, page.at, 'exact')}</dd></div>${
    error.detail &&
    html`
  <div><dt>${t.detail}</dt><dd lang="en" dir="ltr" class="s">${error.detail}</dd></div>`
  }
</dl>
<div class="row">${
      error.status === 401
        ? html`<a class="btn" href="/sign-in">${icon(page, 'enter', { flip: true })}${t.signIn}</a>`
        : html`${parentLink(page)}<a class="btn line" href="/">${t.all}</a>`
    }</div>`,
  );
}

/** The page above the one that was asked for, where the reader may open it. */
function parentLink(page: Page): Renderable {
  const { t, reader } = page;
  const own = [
    ['/me/record', t.me.log.title],
    ['/me/powers', t.mandates.title],
    ['/me/approvals', t.approvals.title],
    ['/me/cases', t.cases.title],
    ['/me/security', t.factors.security.title],
    ['/me/machines', t.machines.title],
  ] as const;
  const open = [
    ['/catalogue', t.common.nav.fields],
    ['/registries', t.registries.pages.title],
    ['/overlap', t.overlap.title],
    ['/status', t.common.nav.status],
    ['/developers', t.common.foot.developers],
  ] as const;
  const above = [...open, ...(reader ? own : [])].find(([path]) => page.path.startsWith(`${path}/`));
  const admin =
    reader?.staff && page.path.startsWith('/admin/') ? (['/admin', t.common.nav.admin] as const) : undefined;
  const [path, text] = admin ?? above ?? ['/me', t.common.nav.record];
  return (
    (reader || above) &&
    path !== page.path &&
    html`<a class="btn" href="${path}">${icon(page, 'back', { flip: true })}<span>${text}</span></a>`
  );
}

function titleOf(page: Page, status: number): string {
  const { titles } = page.t.errors;
  if (status === 401) return titles.signInFirst;
  if (status === 403) return titles.forbidden;
  if (status === 404) return titles.notFound;
  if (status === 409 || status === 410) return titles.conflict;
  if (status === 429 || status === 503) return titles.busy;
  return status >= 500 ? titles.ours : titles.notUnderstood;
}
