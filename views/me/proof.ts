import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { unrecognisedLink } from '../cases/unrecognised-link.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { ProofData } from './data.ts';
import { log } from './entry.ts';

type Proven = Extract<ProofData['answer'], { state: 'proven' }>;

/** That one entry stands under a signed root, or when it will; in words, and as a file to check elsewhere. */
export function proofPage(page: Page, data: ProofData): Html {
  const t = page.t.record;
  const { answer } = data;
  const broken = answer.state === 'proven' && !answer.holds;
  const title = answer.state === 'waiting' ? t.waitingTitle : broken ? t.brokenTitle : t.proofTitle;
  return layout(
    page,
    { title, current: 'record', error: broken },
    html`<div class="head">${back(page, '/me/record', t.back)}
<h1>${title}</h1><p class="lede">${lede(page, answer)}</p></div>
<div class="stack g5">
<section aria-labelledby="entry"><h2 id="entry">${t.entry}</h2>${log(page, [data.entry])}</section>
${broken && note(page, 'bad', 'warn', html`<p><b>${t.brokenTitle}.</b> ${t.brokenLede}</p><p>${unrecognisedLink(page, data.id)}</p>`)}
${answer.state === 'proven' && proven(page, data.id, answer)}
</div>`,
  );
}

function lede(page: Page, answer: ProofData['answer']): Renderable {
  const t = page.t.record;
  if (answer.state === 'waiting')
    return answer.day === undefined ? t.waitingSealed : t.waitingLede(page.format.date(answer.day));
  return answer.holds ? t.proofLede(page.format.date(answer.day)) : t.brokenLede;
}

function proven(page: Page, id: string, answer: Proven): Html {
  const t = page.t.record;
  const { format } = page;
  return html`<section class="card stack" aria-labelledby="root"><h2 class="h3" id="root">${t.root}</h2>
<dl class="facts">
<div><dt>${t.day}</dt><dd>${when(page, answer.day, 'date')}</dd></div>
<div><dt>${t.place}</dt><dd>${t.placeOf(format.number(answer.index + 1), format.number(answer.size))}</dd></div>
<div><dt>${t.leaf}</dt><dd>${hash(answer.leaf)}</dd></div>
<div><dt>${t.path}</dt><dd>${answer.path.length > 0 ? html`<ol class="plain">${answer.path.map(step => html`<li>${hash(step)}</li>`)}</ol>` : format.number(0)}</dd></div>
<div><dt>${t.root}</dt><dd>${hash(answer.root)}</dd></div>
<div><dt>${t.key}</dt><dd>${hash(answer.kid)}</dd></div>
</dl>
<p class="row"><a class="btn" href="/me/record/${id}/proof.json">${icon(page, 'download')}${t.download}</a>
<a href="/transparency/roots.json">${t.roots}</a> <a href="/.well-known/yekbar-record-keys.json">${t.keys}</a></p></section>
<section aria-labelledby="how"><h2 class="h3" id="how">${t.how}</h2><p>${t.howText}</p>
<p><code class="code hash" dir="ltr">${t.command}</code></p></section>`;
}

function hash(text: string): Html {
  return html`<span class="code hash">${text}</span>`;
}
