/** What the pages for developers say of the sandbox: a client of one's own, the hard cases, the people. */
import type { Sandbox } from '../../src/developer/routes.ts';
import type { Commands } from '../../src/developer/tries.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';

/** Commands or a program, to be copied as they are. */
export function listing(label: string, text: string): Html {
  return html`<pre class="card scroll" dir="ltr" lang="en" tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>`;
}

/** A client of the sandbox at once, without an agency. */
export function own(page: Page, { registration }: Commands): Html {
  const t = page.t.developer;
  return html`<section class="sec stack" aria-labelledby="own"><h2 id="own">${t.own}</h2><p class="read">${t.ownText}</p>
${listing('POST /reg', registration)}</section>`;
}

/** What goes wrong some day, on demand. */
export function hardCases(page: Page, { token, tries }: Commands): Html {
  const t = page.t.developer;
  return html`<section class="sec stack" aria-labelledby="hard"><h2 id="hard">${t.hard}</h2><p class="read">${t.hardText}</p>
<h3>${t.token}</h3>${listing(t.token, token)}
${tries.map(({ act, text }) => html`<details><summary><span>${t.tries[act]}</span>${icon(page, 'down')}</summary>${listing(t.tries[act], text)}</details>`)}</section>`;
}

/** Who is there to try with, and what each of them shows. */
export function personas(page: Page, { password, people, companies }: Sandbox): Renderable {
  const t = page.t.developer;
  const stories: Readonly<Record<string, string>> = t.stories;
  const rows = (list: Sandbox['people']) =>
    list.map(
      one =>
        html`<tr><th scope="row">${name(one[page.lang])}</th><td data-label="${t.number}">${code(one.id)}</td><td data-label="${t.key}">${code(one.key)}</td><td data-label="${t.shows}">${stories[one.key]}</td></tr>`,
    );
  const table = (title: string, list: Sandbox['people']) =>
    html`<table class="t fold"><caption>${title}</caption><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.number}</th><th scope="col">${t.key}</th><th scope="col">${t.shows}</th></tr></thead><tbody>${rows(list)}</tbody></table>`;
  return html`<section class="sec stack" aria-labelledby="sandbox"><h2 id="sandbox">${t.sandbox}</h2>
<p class="read">${t.sandboxText}</p>
<p>${t.password} ${code(password)}</p><p>${t.client} ${code('demo-basic')} ${code('demo-basic-secret')}</p>
<div class="stack g5">${table(t.people, people)}${table(t.companies, companies)}</div>
<p><a class="btn line" href="/demo/outbox">${icon(page, 'phone')}${t.outbox}</a></p></section>`;
}
