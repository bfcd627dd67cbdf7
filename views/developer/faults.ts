import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';

export interface FaultsData {
  /** As typed; '' when nothing is searched for. */
  readonly asked: string;
  readonly found: readonly { readonly code: string; readonly fa: string; readonly en: string }[];
}

/** Every refusal: the code for programs, the sentence for people, in both languages. */
export function faultsPage(page: Page, { asked, found }: FaultsData): Html {
  const t = page.t.developer;
  const say = { fa: t.persian, en: t.english };
  const first = page.lang;
  const second = first === 'fa' ? 'en' : 'fa';
  const sentence = (lang: 'fa' | 'en', text: string) =>
    html`<td data-label="${say[lang]}"><span lang="${lang}" dir="${lang === 'fa' ? 'rtl' : 'ltr'}">${text}</span></td>`;
  return layout(
    page,
    { title: t.errors },
    html`<div class="head">${back(page, '/developers', t.title)}<h1>${t.errors}</h1><p class="lede">${t.errorsLede}</p></div>
<form method="get" action="/developers/errors" role="search"><div class="field"><label for="q">${t.search}</label>
<div class="find"><input class="in" id="q" name="q" type="search" value="${asked}" maxlength="100" autocomplete="off"><button class="btn">${icon(page, 'search')}${t.find}</button></div></div></form>
<p class="my" role="status">${found.length > 0 ? t.found(page.format.number(found.length)) : t.nothing}</p>
${
  found.length > 0 &&
  html`<table class="t fold codes"><caption class="vh">${t.errors}</caption>
<thead><tr><th scope="col">${t.code}</th><th scope="col">${say[first]}</th><th scope="col">${say[second]}</th></tr></thead>
<tbody>${found.map(
    fault =>
      html`<tr><th scope="row">${breakable(fault.code)}</th>${sentence(first, fault[first])}${sentence(second, fault[second])}</tr>`,
  )}</tbody></table>`
}`,
  );
}

/** A code that goes on in the next line only after a dot or an underscore. */
function breakable(text: string): Html {
  return html`<span class="code url">${text.split(/(?<=[._])/).map(part => html`${part}<wbr>`)}</span>`;
}
