import { type Html, html, type Renderable, safeHref } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { passkeyForm } from '../factors/passkey-form.ts';
import { flowLayout } from '../layout.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { identifier, name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { CodeWay, NoSecondFactorData, OpenSystem, SecondFactorData } from './data.ts';

/** One more proof: a passkey, or one code; the other ways are pages of their own. */
export function secondFactorPage(page: Page, data: SecondFactorData): Html {
  const t = page.t.secondFactor;
  const { refused, sms, way } = data;
  const system = name(data.panel.system);
  return flowLayout(
    page,
    data.panel,
    { title: t.title, width: 'slim', error: refused !== undefined },
    html`<h1>${t.title}</h1>
${
  refused
    ? alert(page, data, refused)
    : html`<p class="dim">${rich(slot => ledeOf(page, data)(slot(system)))}</p>`
}
${sms?.stuck && note(page, 'wait', 'unplug', html`<p><b>${t.stuck}</b> ${t.stuckText}</p>`)}
${
  data.passkey !== undefined &&
  passkeyForm(page, { action: data.action, does: 'get', options: data.passkey, button: t.passkey })
}
${data.certificate && certificateForm(page, data, data.certificate)}
${way === 'sms' ? byText(page, data) : way && codeForm(page, data, way)}
${others(page, data)}
${data.remaining && remainingList(page, data.remaining)}`,
  );
}

function ledeOf(page: Page, { hardware, signature }: SecondFactorData): (system: string) => string {
  const t = page.t.secondFactor;
  if (!hardware) return t.lede;
  return signature ? t.signatureLede : t.hardwareLede;
}

/** The certificate came with the request that asks for this page; with the next one it comes again. */
function certificateForm(
  page: Page,
  data: SecondFactorData,
  { subject, issuer }: NonNullable<SecondFactorData['certificate']>,
): Html {
  const t = page.t.secondFactor;
  return html`<p>${rich(slot => t.certificateOf(slot(name(subject)), slot(name(issuer))))}</p>
<form method="post" action="${data.action}"><input type="hidden" name="factor" value="certificate"><button class="btn wide${data.passkey !== undefined && ' line'}">${icon(page, 'key')}${t.certificate}</button></form>`;
}

function alert(page: Page, data: SecondFactorData, refused: NonNullable<SecondFactorData['refused']>): Html {
  const t = page.t.secondFactor;
  return html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.refused}</h2>
<p>${refused.sentence}</p>${asksCode(data) && html`<p><a href="#code">${t.toCode}</a></p>`}</div>`;
}

function asksCode({ way, sms }: SecondFactorData): boolean {
  return way !== undefined && (way !== 'sms' || sms?.sent === true);
}

function codeForm(page: Page, data: SecondFactorData, way: CodeWay): Html {
  const t = page.t.secondFactor;
  return html`<form method="post" action="${data.action}" class="stack g5">
<input type="hidden" name="factor" value="${way}">
${field(page, {
  name: 'code',
  label: t.code[way],
  hint: t.hint[way],
  ...(data.refused?.byCode ? { error: t.again } : {}),
  dir: 'ltr',
  ...(way === 'recovery' ? {} : { inputmode: 'numeric' as const }),
  autocomplete: way === 'recovery' ? 'off' : 'one-time-code',
  required: true,
  big: true,
})}
<button class="btn wide${data.passkey !== undefined && ' line'}">${t.submit}</button>
</form>`;
}

/** A code is sent when she asks for it, not by opening the page. */
function byText(page: Page, data: SecondFactorData): Html {
  const t = page.t.secondFactor;
  const { sms, action, passkey } = data;
  const ending = identifier(page, sms?.ending ?? '');
  const send = (words: string, look: string) =>
    html`<form method="post" action="${action}"><input type="hidden" name="factor" value="sms"><button class="${look}" name="send" value="sms">${icon(page, 'phone')}${words}</button></form>`;
  if (!sms?.sent)
    return html`<p>${rich(slot => t.smsTo(slot(ending)))}</p>
${send(t.send, passkey === undefined ? 'btn wide' : 'btn wide line')}`;
  return html`${
    !data.refused &&
    note(
      page,
      'ok',
      'check',
      html`<p role="status"><b>${rich(slot => t.sent(slot(ending)))}</b> ${t.sentText}</p>`,
    )
  }
${codeForm(page, data, 'sms')}
${page.demo && html`<p class="note">${icon(page, 'phone')}<a href="/demo/outbox" target="_blank" rel="noopener">${page.t.secondFactor.outbox}</a></p>`}
${send(t.sendAgain, 'btn wide line')}`;
}

function others(page: Page, data: SecondFactorData): Renderable {
  const t = page.t.secondFactor;
  if (data.others.length === 0) return undefined;
  return html`<section class="stack g2 top-line" aria-labelledby="others"><h2 id="others" class="h3">${t.others}</h2>
<ul class="stack g2">${data.others.map(way => html`<li><a href="${data.addressOf(way)}">${t.ways[way]}</a></li>`)}</ul></section>`;
}

/** Nothing that she has will do: what to add and where, what is open without it, and the way back. */
export function noSecondFactorPage(page: Page, data: NoSecondFactorData): Html {
  const t = page.t.secondFactor;
  const system = name(data.panel.system);
  return flowLayout(
    page,
    data.panel,
    { title: t.noneTitle, width: 'wide', error: true },
    html`<div class="stack g2">
<h1>${t.noneTitle}</h1>
<p>${rich(slot => (data.hardware ? t.noneHardware : t.none)(slot(system)))}</p>
<p>${data.hardware ? t.addHardware : t.add}</p>
${data.signature && html`<p>${t.addCertificate}</p>`}
</div>
<div class="row"><a class="btn" href="/me/security">${icon(page, 'key')}${t.toSecurity}</a><a class="btn line" href="${data.here}">${t.added}</a></div>
${remainingList(page, data.remaining)}
<form method="post" action="${data.cancel}"><button class="btn line">${icon(page, 'back', { flip: true })}<span>${rich(slot => t.back(slot(system)))}</span></button></form>`,
  );
}

function remainingList(page: Page, systems: readonly OpenSystem[]): Html {
  const t = page.t.secondFactor;
  return html`<section class="stack g2" aria-labelledby="remaining"><h2 id="remaining" class="h3">${t.remaining}</h2>
${
  systems.length > 0
    ? html`<ul class="stack g2">${systems.map(system => html`<li><a href="${safeHref(system.href)}">${name(system.name)}</a></li>`)}</ul>`
    : html`<p class="dim">${t.remainingNone}</p>`
}</section>`;
}
