import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { code, identifier, name, rich } from '../parts/rich.ts';
import { when } from '../parts/when.ts';
import type { ActShown } from './data.ts';

/** What one signs: the mandate as it will be, word for word, and the hash by which all know it is the same. */
export function actOf(page: Page, act: ActShown): Html {
  const t = page.t.mandates;
  const words = page.t.approvals;
  return html`<dl class="facts c2">
<div><dt>${t.detail.entity}</dt><dd>${name(act.entity)}</dd><dd>${page.t.flow.actingFor.legalId} ${identifier(page, act.legalId)}</dd></div>
${act.giver && html`<div><dt>${t.detail.giver}</dt><dd>${name(act.giver)}</dd></div>`}
<div><dt>${t.detail.holder}</dt><dd>${name(act.holder.name)}</dd><dd>${identifier(page, act.holder.identifier)}</dd>${act.through && html`<dd>${rich(slot => t.through(slot(name(act.through ?? ''))))}</dd>`}</div>
<div><dt>${words.acts.what}</dt><dd>${t.templates[act.role]}</dd></div>
<div><dt>${t.detail.matters}</dt>${act.matters.map(one => html`<dd class="as-first">${name(one)}</dd>`)}</div>
<div><dt>${t.detail.days}</dt><dd>${rich(slot => t.period(slot(when(page, act.since, 'date')), slot(when(page, act.until, 'date'))))}</dd></div>
<div><dt>${t.detail.amount}</dt><dd>${act.amount === null ? t.detail.noAmount : t.upTo(page.format.number(act.amount))}</dd></div>
<div><dt>${t.detail.passOn}</dt><dd>${act.mayPassOn ? t.detail.mayPassOn : t.detail.mayNotPassOn}</dd></div>
<div><dt>${words.hash}</dt><dd class="s">${code(act.hash)}</dd><dd class="s dim">${words.hashText}</dd></div>
</dl>`;
}
