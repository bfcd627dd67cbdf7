import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { tag } from '../parts/tag.ts';
import type { ShownFinding } from './data.ts';

/** What the automatic review says: how many faults and pieces of advice, and each with what it is about. */
export function lintCard(page: Page, findings: readonly ShownFinding[]): Html {
  const t = page.t.admin.lint;
  const { number } = page.format;
  const faults = findings.filter(({ weight }) => weight === 'fault').length;
  return html`<section class="card stack" aria-labelledby="lint"><h2 id="lint" class="h3">${t.title}</h2>${
    findings.length === 0
      ? html`<p>${tag(page, 'ok', 'check', t.none)}</p>`
      : html`<dl class="facts c3now"><div><dt>${t.advice}</dt><dd class="t-wait xl">${number(findings.length - faults)}</dd></div><div><dt>${t.faults}</dt><dd class="t-bad xl">${number(faults)}</dd></div></dl>
<ul class="bullets">${findings.map(
          ({ rule, weight, about }) =>
            html`<li>${weight === 'fault' ? tag(page, 'bad', 'warn', t.fault) : ''} <b>${t.rules[rule]}</b><br><span class="s dim"><bdi>${about}</bdi></span></li>`,
        )}</ul>
<p class="s dim">${faults > 0 ? t.shut : t.open}</p>`
  }</section>`;
}
