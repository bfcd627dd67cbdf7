import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { vouchers } from '../catalogue/voucher.ts';
import { valueGroups } from '../flow/values.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { mistakeNote } from '../parts/mistake.ts';
import { nuqta, nuqtaKey, voucherColour } from '../parts/nuqta.ts';
import { name, rich } from '../parts/rich.ts';
import { sayFields } from '../parts/say.ts';
import { note } from '../parts/tag.ts';
import { showValue } from '../parts/value.ts';
import { when } from '../parts/when.ts';
import type { AwaitedShown, ProfileData, ProfileFieldData, VersionShown } from './data-profile.ts';

/** Every value that is known of the reader or of an entity of his, and what nobody has said yet. */
export function profilePage(page: Page, data: ProfileData): Html {
  const t = page.t.say.profile;
  const current = data.profiles.find(one => one.current);
  const title = current && !current.self ? t.titleOf(current.name) : t.title;
  const used = [...new Set(data.groups.flatMap(group => group.rows.map(row => row.voucher)))];
  return layout(
    page,
    { title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}<h1>${title}</h1><p class="lede">${t.lede}</p></div>
${data.profiles.length > 1 && chooser(page, data)}
${data.awaited.length > 0 && onTheirWay(page, data.awaited)}
${
  data.groups.length > 0
    ? html`<section class="stack mt5" aria-labelledby="known"><h2 id="known">${t.known}</h2>
<div class="card">${nuqtaKey(page, used, true)}${valueGroups(page, data.groups, { level: 3 })}</div></section>`
    : html`<p class="dim">${t.nothing}</p>`
}
${open(page, data)}`,
  );
}

function chooser(page: Page, data: ProfileData): Html {
  const t = page.t.say.profile;
  return html`<nav aria-label="${t.whose}"><ul class="row my">${data.profiles.map(
    one =>
      html`<li><a class="${one.current ? 'btn sm' : 'btn line sm'}" href="/me/profile${one.self ? '' : `?of=${one.id}`}"${one.current && html` aria-current="page"`}>${one.self ? t.self : name(one.name)}</a></li>`,
  )}</ul></nav>`;
}

/** Whoever looks for a value that is not there yet learns that it was asked for. */
function onTheirWay(page: Page, awaited: readonly AwaitedShown[]): Html {
  const sentences = awaited.map(one => html`<li>${awaitedSentence(page, one)}</li>`);
  const { awaited: title } = page.t.say.profile;
  return note(page, 'wait', 'clock', html`<div><b>${title}</b><ul class="stack">${sentences}</ul></div>`);
}

const awaitedSentence = (page: Page, { registry, askedAt, expectedBy }: AwaitedShown): Html =>
  rich(slot =>
    page.t.say.profile.awaitedOf(
      slot(name(registry)),
      slot(when(page, askedAt)),
      slot(when(page, expectedBy)),
    ),
  );

function open(page: Page, data: ProfileData): Renderable {
  const t = page.t.say.profile;
  return (
    data.open.length > 0 &&
    html`<section class="sec stack" aria-labelledby="open"><h2 id="open">${t.open}</h2><p class="dim">${t.openText}</p>
<ul class="grid2 at-top">${data.open.map(({ key, label }) => html`<li><a href="/me/profile/${key}${data.of}">${label}</a></li>`)}</ul></section>`
  );
}

/** One value: who stands by it, its past, and the boxes where it can be said. */
export function profileFieldPage(page: Page, data: ProfileFieldData & { of: string; saved: boolean }): Html {
  const t = page.t.say.profile;
  const { classes, catalogue: words } = page.t.registries;
  const voucher = vouchers[data.class];
  return layout(
    page,
    { title: data.label, current: 'record', error: data.say?.wrong ?? false },
    html`<div class="head">${back(page, `/me/profile${data.of}`, t.back)}<h1>${data.label}</h1><p class="lede">${data.help}</p></div>
<div class="stack g5">
${data.say?.wrong && mistakeNote(page, undefined, [{ field: data.say.boxes[0]?.name, sentence: page.t.say.wrong }])}
${data.saved && note(page, 'ok', 'check', html`<p role="status"><b>${t.saved}</b></p>`)}
<div class="card stack g3">
<p class="h3">${shownValue(page, data.key, data.value)}</p>
<dl class="facts c2">
  <div><dt>${words.classLabel}</dt><dd>${nuqta(voucher, voucherColour(voucher))} ${classes[data.class]}</dd></div>
  <div><dt>${words.registryLabel}</dt><dd>${data.registry ? name(data.registry) : words.nobody}</dd>${data.fetchedAt && html`<dd>${when(page, data.fetchedAt)}</dd>`}</div>
  ${data.validFrom && html`<div><dt>${words.freshLabel}</dt><dd>${holds(page, data.validFrom)}</dd></div>`}
  ${data.original !== undefined && html`<div><dt>${t.original}</dt><dd>${name(data.original)}</dd></div>`}
</dl>
${data.awaited && html`<p class="s">${icon(page, 'clock')} ${awaitedSentence(page, data.awaited)}</p>`}
<p class="s"><a href="/catalogue/${data.key}">${t.about}</a></p>
</div>
${
  data.say &&
  html`<form method="post" action="/me/profile/${data.key}${data.of}" class="card stack g4" aria-labelledby="edit"><h2 id="edit">${t.edit}</h2>
${sayFields(page, [data.say])}
<p><button class="btn">${t.save}</button></p></form>`
}
${past(page, data)}
</div>`,
  );
}

function past(page: Page, { key, versions }: ProfileFieldData): Renderable {
  const t = page.t.say.profile;
  return (
    versions.length > 0 &&
    html`<section aria-labelledby="past" class="stack g3"><h2 id="past">${t.history}</h2>
${versions.length === 1 && html`<p class="dim">${t.noHistory}</p>`}
<ol class="stack g3">${versions.map(one => version(page, key, one))}</ol></section>`
  );
}

const holds = (page: Page, day: string): Html =>
  rich(slot => page.t.say.profile.holds(slot(when(page, day, 'date'))));

const shownValue = (page: Page, key: string, value: ProfileFieldData['value']): Renderable =>
  value === undefined
    ? html`<span class="dim">${page.t.say.profile.nothing}</span>`
    : showValue(page, key, value);

function version(page: Page, key: string, one: VersionShown): Html {
  const t = page.t.say.profile;
  const { knownFrom, knownUntil } = one;
  const from = when(page, knownFrom);
  const known = knownUntil
    ? rich(slot => t.between(slot(from), slot(when(page, knownUntil))))
    : rich(slot => t.since(slot(from)));
  const why =
    one.why === undefined
      ? undefined
      : one.why === 'declared'
        ? t.whys.declared
        : t.whys[one.why](one.registry || page.t.registries.catalogue.nobody);
  const said = one.said && (one.said === 'you' ? t.byYou : t.byOther);
  const facts: Renderable[] = [known, one.validFrom && holds(page, one.validFrom), why, said];
  return html`<li class="card"><b>${shownValue(page, key, one.value)}</b>
<ul class="s dim">${facts.filter(Boolean).map(fact => html`<li>${fact}</li>`)}${
    one.original !== undefined && html`<li>${t.original}: ${name(one.original)}</li>`
  }</ul></li>`;
}
