import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { flowLayout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { when } from '../parts/when.ts';

export interface Wrong {
  readonly sentence: Renderable;
  /** Fields that are wrong: id and label. */
  readonly fields?: readonly { readonly name: string; readonly label: string }[];
}

/** One page of enrolment or recovery: which step, what it asks, what was wrong, the form, until when. */
export function stepPage(
  page: Page,
  words: { readonly title: string; readonly lede?: Renderable; readonly step?: readonly [number, number] },
  data: { readonly wrong: Wrong | undefined; readonly until?: Date },
  main: Html,
): Html {
  const t = page.t.enrolment;
  const { step } = words;
  return flowLayout(
    page,
    undefined,
    { title: words.title, width: 'slim', error: data.wrong !== undefined },
    html`${step && html`<p class="s dim">${t.step(page.format.number(step[0]), page.format.number(step[1]))}</p>`}
<h1>${words.title}</h1>
${data.wrong ? alert(page, data.wrong) : words.lede && html`<p class="dim">${words.lede}</p>`}
${main}
${data.until && html`<p class="s dim">${t.until} ${when(page, data.until, 'time')}</p>`}`,
  );
}

export function alert(page: Page, { sentence, fields = [] }: Wrong): Html {
  return html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<div><h2 class="m">${page.t.enrolment.refused}</h2>
<p>${sentence}</p>${fields.map(
    ({ name, label }) => html`
<p><a href="#${name}">${label}</a></p>`,
  )}</div></div>`;
}
