import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { nuqta } from '../parts/nuqta.ts';
import { identifier, name, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { showValue } from '../parts/value.ts';
import { when } from '../parts/when.ts';
import type { MyPower } from './data.ts';

/** One office as the register holds it: usable alone, only with others, or ended. */
export function powerCard(page: Page, power: MyPower, more: Renderable = undefined): Html {
  const t = page.t.me;
  const open = power.state === 'usable' || power.state === 'joint';
  const { since, until, endedOn } = power;
  const last = endedOn ?? until;
  return html`<article class="${open ? 'card power' : 'choice gone'}">
<h3 class="choice-t">${name(power.name)}</h3>${stateTag(page, power)}
<p>${showValue(page, 'role', power.role)}${page.t.common.comma}${
    last
      ? rich(slot => t.sinceUntil(slot(when(page, since, 'date')), slot(when(page, last, 'date'))))
      : rich(slot => t.since(slot(when(page, since, 'date'))))
  }</p>${
    power.others.length > 0 &&
    html`<p class="s">${rich(slot => t.with(slot(page.format.list(power.others))))}</p>`
  }
<p class="s dim row gx"><span>${page.t.flow.actingFor.legalId} ${identifier(page, power.legalId)}</span><span>${nuqta('register')} ${t.record} ${identifier(page, power.record)}${page.t.common.comma}${when(page, power.asOf)}</span></p>${more}
</article>`;
}

function stateTag(page: Page, power: MyPower): Renderable {
  const words = page.t.flow.actingFor;
  const few = (count: number) => words.few[count] ?? page.format.number(count);
  const tags = {
    usable: () => tag(page, 'ok', 'pen', page.t.me.usable),
    joint: () => tag(page, 'wait', 'pens', words.joint(few(power.required), few(power.of))),
    no_signature: () => tag(page, 'plain', 'pen', words.noSignature),
    ended: () => tag(page, 'bad', 'ended', words.ended),
    dissolved: () => tag(page, 'bad', 'ended', words.dissolved),
    not_begun: () => tag(page, 'wait', 'calendar', words.notBegun),
  };
  return tags[power.state]();
}
