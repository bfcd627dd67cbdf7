import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { valueGroups } from '../flow/values.ts';
import { lawLines } from '../parts/law.ts';
import { nuqtaKey } from '../parts/nuqta.ts';
import { code, identifier, name } from '../parts/rich.ts';
import type { DocumentShown } from './data.ts';

/** What one signs: purpose, law, each field with its exact value, and the hash by which all know it is the same. */
export function documentOf(page: Page, shown: DocumentShown): Html {
  const t = page.t.flow.consent;
  const words = page.t.approvals;
  const { law, purpose } = shown;
  const used = [
    ...new Set(shown.groups.flatMap(group => [group.voucher, ...group.rows.map(row => row.voucher)])),
  ];
  return html`<dl class="facts c2">
<div><dt>${words.subject}</dt><dd>${shown.subject ? name(shown.subject) : page.t.me.yourself}</dd>${
    shown.legalId && html`<dd>${page.t.flow.actingFor.legalId} ${identifier(page, shown.legalId)}</dd>`
  }</div>
<div><dt>${t.receiver}</dt><dd>${name(shown.system)}${page.t.common.comma}${name(shown.agency)}</dd></div>
<div><dt>${t.purpose}</dt><dd>${purpose.name}</dd><dd>${purpose.text}</dd></div>
<div><dt>${t.why}</dt>${lawLines(page, law)}</div>
<div><dt>${t.keeps}</dt><dd>${purpose.retention}</dd><dd>${words.holds(page.format.number(shown.days), shown.days)}</dd></div>
<div><dt>${words.hash}</dt><dd class="s">${code(shown.hash)}</dd><dd class="s dim">${words.hashText}</dd></div>
</dl>
<div>
${nuqtaKey(page, used, true)}
${valueGroups(page, shown.groups, { level: 2 })}
</div>`;
}
