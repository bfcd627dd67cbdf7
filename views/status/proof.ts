/** The dated proof: whether something answered at a moment, to print and to take along. */
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';

export interface ProofData {
  readonly target: {
    readonly key: string;
    readonly name: { fa: string; en: string };
    readonly owner: { fa: string; en: string };
  };
  readonly at: Date;
  readonly state: 'down' | 'up' | 'unmeasured';
  readonly from: Date | undefined;
  readonly to: Date | null | undefined;
  readonly probes: number;
  readonly failed: number;
  readonly signed: string;
}

export function proofPage(page: Page, data: ProofData): Html {
  const t = page.t.status;
  const { format } = page;
  const { exact, number } = format;
  return layout(
    page,
    { title: t.proof },
    html`${back(page, '/status', t.title)}
<div class="act stack"><h1>${t.verdicts[data.state](data.target.name[page.lang])}</h1>
<dl class="facts c2">
<div><dt>${t.target}</dt><dd>${name(data.target.name[page.lang])}</dd><dd>${name(data.target.owner[page.lang])}</dd></div>
<div><dt>${t.at}</dt><dd>${exact(data.at)}</dd></div>
${data.from && html`<div><dt>${t.downFrom}</dt><dd>${exact(data.from)}</dd></div><div><dt>${t.downUntil}</dt><dd>${data.to ? exact(data.to) : t.lasts}</dd></div>`}
<div><dt>${t.probes}</dt><dd>${t.probesOf(number(data.probes), number(data.failed))}</dd></div>
<div><dt>${t.issued}</dt><dd>${exact(page.at)}</dd><dd>${t.code} <span class="code">${page.tracking}</span></dd></div>
</dl>
<p>${t.proofText}</p>
<details class="noprint"><summary>${t.signature}${icon(page, 'down')}</summary><pre class="scroll" dir="ltr" tabindex="0">${data.signed}</pre></details></div>`,
  );
}
