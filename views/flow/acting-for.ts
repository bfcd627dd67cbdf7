import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { flowLayout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { nuqta } from '../parts/nuqta.ts';
import { identifier, name, rich } from '../parts/rich.ts';
import { type Kind, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { ActingChoice, ActingClosed, ActingForData, GivenPower } from './data.ts';
import { waitingNote, waitingTitle } from './joint.ts';

/** Whom to act for: what the register lets this person do, and what it does not, with why. */
export function actingForPage(page: Page, data: ActingForData): Html {
  const t = page.t.flow.actingFor;
  const shut = data.closed.filter(power => !power.waiting && !power.ask);
  const joint = data.closed.filter(power => !power.waiting && power.ask);
  const waiting = data.closed.flatMap(({ name: subject, waiting }) =>
    waiting ? [{ subject, waiting }] : [],
  );
  // Whoever waits for others reads that first; to go on for somebody else comes after.
  const [first] = data.error === undefined ? waiting : [];
  const title = first ? waitingTitle(page, first.waiting) : t.title;
  return flowLayout(
    page,
    data.panel,
    { title, width: 'mid', error: data.error !== undefined },
    html`<div class="stack g2">
  <h1>${title}</h1>
  ${!first && html`<p class="dim">${rich(slot => t.lede(slot(name(data.panel.system))))}</p>`}
</div>
${data.error && html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.refused}</h2><p>${data.error}</p></div>`}
${waiting.map(one => waitingNote(page, one.subject, one.waiting, one !== first))}
${first && data.choices.length > 0 && html`<h2 class="h3">${t.instead}</h2>`}
${data.choices.length > 0 ? choices(page, data, first !== undefined) : html`<div class="note wait">${icon(page, 'info')}<p><b>${t.none}</b> ${t.noneText}</p></div>`}
${
  joint.length > 0 &&
  html`<section class="stack g3" aria-labelledby="joint">
  <h2 id="joint" class="s">${page.t.approvals.flow.together}</h2>
  ${joint.map(power => closedCard(page, power, data.action))}
</section>`
}${
  shut.length > 0 &&
  html`<section class="stack g3" aria-labelledby="closed">
  <h2 id="closed" class="s">${t.closed}</h2>
  ${shut.map(power => closedCard(page, power, data.action))}
</section>`
}`,
  );
}

function choices(page: Page, data: ActingForData, second: boolean): Html {
  const t = page.t.flow.actingFor;
  return html`<form method="post" action="${data.action}" class="stack g5">
<fieldset><legend class="vh">${t.legend}</legend>
${data.choices.map(choice => choiceCard(page, choice, choice.value === data.preselected))}
</fieldset>
<div class="row"><button class="${second ? 'btn line' : 'btn'}">${t.submit}</button></div>
</form>`;
}

function choiceCard(page: Page, choice: ActingChoice, checked: boolean): Html {
  const t = page.t.flow.actingFor;
  const self = choice.state === 'self';
  const badge = {
    self: tag(page, 'plain', 'person', t.selfTag),
    sole: tag(page, 'ok', 'pen', t.sole),
    mandate: tag(page, 'ok', 'pen', t.mandate),
    approved: tag(page, 'ok', 'pens', page.t.approvals.flow.approved),
  }[choice.state];
  const text = self ? t.selfText : choice.role && roleText(page, choice, choice.role);
  return html`<label class="choice"><input type="radio" name="acting_for" value="${choice.value}"${checked && html` checked`} required>
<span class="choice-t">${self ? rich(slot => t.self(slot(name(choice.name)))) : name(choice.name)}</span>${badge}${
    text &&
    html`
<span>${text}</span>`
  }${given(page, choice.given)}${source(page, choice.legalId, choice.registry, choice.asOf)}
</label>`;
}

function roleText(page: Page, choice: ActingChoice, role: string): string {
  const t = page.t.flow.actingFor;
  if (choice.until) return page.t.approvals.flow.approvedText(role, page.format.date(choice.until));
  return choice.state === 'sole' ? t.soleText(role) : t.mandateText(role);
}

/** What limits a mandate, in a line. */
function given(page: Page, power: GivenPower | undefined): Renderable {
  const t = page.t.flow.actingFor;
  if (!power) return undefined;
  return html`
<span class="s row gx"><span>${rich(slot => t.givenBy(slot(name(power.by))))}</span>${
    power.through && html`<span>${rich(slot => t.givenThrough(slot(name(power.through ?? ''))))}</span>`
  }${power.until && html`<span>${t.givenUntil(page.format.date(power.until))}</span>`}${
    power.amount !== null && html`<span>${t.givenAmount(page.format.number(Number(power.amount)))}</span>`
  }</span>`;
}

/** Yes or no to what was offered, without leaving the sign-in. */
function answer(page: Page, mandate: string, action: string): Html {
  const t = page.t.flow.actingFor;
  return html`
<form method="post" action="${action}" class="row"><input type="hidden" name="mandate" value="${mandate}">
<button class="btn sm" name="answer" value="accept">${icon(page, 'check')}${t.accept}</button><button class="btn sm ink" name="answer" value="refuse">${icon(page, 'cross')}${t.refuse}</button></form>`;
}

function closedCard(page: Page, power: ActingClosed, action: string): Html {
  const { kind, iconName, word, text } = reasonOf(page, power);
  return html`<div class="choice gone">
<span class="choice-t">${name(power.name)}</span>${tag(page, kind, iconName, word)}
<span>${text}</span>${
    power.joint &&
    html`
<span class="row s gx"><span>${nuqta('register', 't-brand')} ${page.t.flow.actingFor.you}</span>${power.joint.others.map(
      other => html`<span>${nuqta('self', 't-wait')} ${name(other)}</span>`,
    )}</span>`
  }${given(page, power.given)}${source(page, power.legalId, power.registry, power.asOf)}${
    power.ask &&
    html`
<form method="post" action="${power.ask.action}"><button class="btn line sm" name="joint_for" value="${power.legalId}">${icon(page, 'pens')}${page.t.approvals.flow.ask}<span class="vh">: ${power.name}</span></button></form>`
  }${power.offer && answer(page, power.offer, action)}
</div>`;
}

interface Reason {
  readonly kind: Kind;
  readonly iconName: string;
  readonly word: string;
  readonly text: Renderable;
}

function reasonOf(page: Page, power: ActingClosed): Reason {
  const t = page.t.flow.actingFor;
  const on = power.since ? t.on(page.format.date(power.since)) : '';
  const { joint } = power;
  const reasons: Record<ActingClosed['state'], Reason> = {
    joint: {
      kind: 'wait',
      iconName: 'pens',
      word: t.joint(few(page, joint?.required ?? 2), few(page, joint?.of ?? 2)),
      text: power.ask ? page.t.approvals.flow.askText(power.role) : t.jointText(power.role),
    },
    ended: { kind: 'bad', iconName: 'ended', word: t.ended, text: t.endedText(on) },
    dissolved: { kind: 'bad', iconName: 'ended', word: t.dissolved, text: t.dissolvedText(on) },
    not_begun: { kind: 'wait', iconName: 'calendar', word: t.notBegun, text: t.notBegunText(on) },
    no_signature: {
      kind: 'plain',
      iconName: 'pen',
      word: t.noSignature,
      text: t.noSignatureText(power.role),
    },
    outside_scope: {
      kind: 'plain',
      iconName: 'info',
      word: t.notForPurpose,
      text: t.outsideText(power.role),
    },
    not_accepted: { kind: 'wait', iconName: 'clock', word: t.offered, text: t.offeredText(power.role) },
    not_for_purpose: { kind: 'plain', iconName: 'info', word: t.notForPurpose, text: t.notForPurposeText },
  };
  return reasons[power.state];
}

/** Small numbers in words. */
function few(page: Page, count: number): string {
  return page.t.flow.actingFor.few[count] ?? page.format.number(count);
}

function source(
  page: Page,
  legalId: string | undefined,
  registry: string | undefined,
  asOf: Date | undefined,
): Renderable {
  if (!legalId && !registry) return undefined;
  return html`
<span class="s dim row gx">${legalId && html`<span>${page.t.flow.actingFor.legalId} ${identifier(page, legalId)}</span>`}${
    registry &&
    html`<span>${nuqta('register')} ${registry}${asOf && html`${page.t.common.comma}${when(page, asOf)}`}</span>`
  }</span>`;
}
