import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { identifier, rich } from '../parts/rich.ts';
import type { CodeData } from './data.ts';
import { stepPage } from './shell.ts';

/** The code that was sent. The page is the same whether there is an account or not. */
export function codePage(page: Page, data: CodeData): Html {
  const t = page.t.enrolment.code;
  const { ending } = data;
  const lede = ending === undefined ? t.ledeUnknown : rich(slot => t.lede(slot(identifier(page, ending))));
  return stepPage(
    page,
    { title: t.title, lede, ...(data.flow === 'mobile_change' ? {} : { step: [2, 3] as const }) },
    {
      wrong:
        data.refused === undefined
          ? undefined
          : { sentence: data.refused, fields: data.wrong ? [{ name: 'code', label: t.toCode }] : [] },
      until: data.until,
    },
    html`${data.again && html`<p class="note ok" role="status">${icon(page, 'check')}<b>${t.sentAgain}</b></p>`}
<form method="post" action="${data.base}/code" class="stack g5">
${field(page, {
  name: 'code',
  label: t.code,
  hint: t.codeHint,
  ...(data.wrong ? { error: t.look } : {}),
  dir: 'ltr',
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  required: true,
  big: true,
})}
<button class="btn wide">${t.submit}</button>
</form>
${page.demo && html`<p class="note">${icon(page, 'phone')}<a href="/demo/outbox" target="_blank" rel="noopener">${t.outbox}</a></p>`}
<details><summary>${t.nothing}</summary><div class="stack g5">
<p>${t[data.flow]}</p>
<form method="post" action="${data.base}/again"><button class="btn line">${t.again}</button></form>
${data.change && html`<p><a href="${data.change}">${t.change}</a></p>`}
${data.flow === 'mobile_change' && html`<form method="post" action="${data.base}/other"><button class="btn line">${t.other}</button></form>`}
${data.flow === 'enrolment' && html`<p><a href="/recover">${page.t.enrolment.recover.link}</a></p>`}
</div></details>`,
  );
}
