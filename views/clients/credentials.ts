import type { Client, Secret, UploadedKey } from '../../src/clients/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { Desk } from './desk.ts';

export interface CredentialsData {
  readonly client: Client;
  /** undefined: it proves itself by key. */
  readonly secrets: readonly Secret[] | undefined;
  /** undefined: they are not written here. */
  readonly keys: readonly UploadedKey[] | undefined;
  readonly mayChange: boolean;
  /** A change that waits for the second pair of eyes. */
  readonly waiting: string | undefined;
  /** As typed, kept after a mistake, and what was wrong with each control. */
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: ReadonlyMap<string, string>;
}

export const SECRET_DAYS = [90, 180, 365, 730] as const;
const SOON_MS = 30 * 86_400_000;

/** How a client proves itself: its secrets or keys, when each ends, and what can be done with them. */
export function credentialsPage(page: Page, desk: Desk, data: CredentialsData): Html {
  const t = page.t.credentials;
  const { client } = data;
  const heading = t.heading(client.name[page.lang]);
  return desk.frame(
    page,
    { title: heading, error: data.errors.size > 0 },
    html`<div class="head"><p class="s"><a href="${desk.base}/clients/${client.id}">${t.back}</a></p><h1>${name(heading)}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g7">
${data.errors.size > 0 && summary(page, data)}
${data.secrets ? secretsSection(page, desk, data, data.secrets) : html`<p>${t.byKey}</p>`}
${data.secrets === undefined && keysSection(page, desk, data)}
</div>`,
  );
}

function summary(page: Page, { errors }: CredentialsData): Html {
  return html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${page.t.credentials.wrong}</h2><ul class="bullets">${[
    ...errors,
  ].map(([control, sentence]) => html`<li><a href="#${control}">${sentence}</a></li>`)}</ul></div>`;
}

function endCell(page: Page, until: Date | null | undefined): Renderable {
  const t = page.t.credentials;
  if (!until) return html`<span class="dim">${t.never}</span>`;
  const left = until.getTime() - page.at.getTime();
  return html`${when(page, until, 'date')}${left <= 0 ? html` ${tag(page, 'bad', 'cross', t.expired)}` : left < SOON_MS && html` ${tag(page, 'wait', 'clock', t.endsSoon)}`}`;
}

function secretsSection(page: Page, desk: Desk, data: CredentialsData, secrets: readonly Secret[]): Html {
  const t = page.t.credentials;
  return html`<section class="stack" aria-labelledby="secrets"><h2 id="secrets">${t.secrets}</h2>
${
  secrets.length === 0
    ? note(page, 'wait', 'warn', html`<p>${t.noSecrets}</p>`)
    : html`<table class="t fold"><caption class="vh">${t.secrets}</caption>
<thead><tr><th scope="col">${t.label}</th><th scope="col">${t.made}</th><th scope="col">${t.ends}</th><th scope="col">${t.used}</th></tr></thead>
<tbody>${secrets.map(secret => secretRow(page, desk, data, secret))}</tbody></table>`
}
${data.mayChange && makeForm(page, desk, data)}</section>`;
}

function secretRow(page: Page, desk: Desk, { client, mayChange }: CredentialsData, secret: Secret): Html {
  const t = page.t.credentials;
  const path = `${desk.base}/clients/${client.id}/secrets/${secret.id}/revocation`;
  return html`
<tr><th scope="row">${name(secret.label === 'first' ? t.first : secret.label)}${mayChange && takeAway(t.revoke, secret.label, t.revokeText, t.revokeYes, path)}</th>
<td class="flush" data-label="${t.made}">${when(page, secret.createdAt, 'date')}</td>
<td class="flush" data-label="${t.ends}">${endCell(page, secret.expiresAt)}</td>
<td class="flush" data-label="${t.used}">${secret.usedOn ? page.format.date(secret.usedOn) : html`<span class="dim">${t.unused}</span>`}${secret.refusedOn && html`<br><span class="s t-bad">${t.refused(page.format.date(secret.refusedOn))}</span>`}</td></tr>`;
}

/** Taking away asks once more, without script. */
function takeAway(what: string, whose: string, text: string, yes: string, path: string): Html {
  return html`<details><summary class="btn bad sm">${what}<span class="vh">: ${whose}</span></summary><form method="post" action="${path}" class="stack g2"><p class="s">${text}</p><div><button class="btn bad sm">${yes}</button></div></form></details>`;
}

function controlOf(page: Page, data: CredentialsData, control: Parameters<typeof field>[1]): Html {
  const error = data.errors.get(control.name);
  const value = data.typed[control.name] ?? control.value ?? '';
  return field(page, { ...control, value, ...(error ? { error } : {}) });
}

function makeForm(page: Page, desk: Desk, data: CredentialsData): Html {
  const t = page.t.credentials;
  const options = SECRET_DAYS.map(days => ({
    value: String(days),
    label: t.daysOf(page.format.number(days)),
  }));
  return html`<form method="post" action="${desk.base}/clients/${data.client.id}/secrets" class="card stack" aria-labelledby="make"><h3 id="make">${t.make}</h3><p>${t.makeText}</p>
<div class="grid2 pairs">${controlOf(page, data, { name: 'label', label: t.label, hint: t.labelHint, autocomplete: 'off' })}${controlOf(page, data, { name: 'days', label: t.days, options, value: '365' })}</div>
<div><button class="btn">${icon(page, 'key')}${t.makeYes}</button></div></form>`;
}

function keysSection(page: Page, desk: Desk, data: CredentialsData): Html {
  const t = page.t.credentials;
  const { client, keys } = data;
  return html`<section class="stack" aria-labelledby="keys"><h2 id="keys">${t.keys}</h2>
${
  keys === undefined
    ? html`<p>${t.published} ${code(String(client.metadata.jwks_uri ?? ''))}</p>`
    : html`<table class="t fold"><caption class="vh">${t.keys}</caption>
<thead><tr><th scope="col">${t.kid}</th><th scope="col">${t.kind}</th><th scope="col">${t.use}</th><th scope="col">${t.ends}</th></tr></thead>
<tbody>${keys.map(key => keyRow(page, desk, data, key))}</tbody></table>
${data.waiting && note(page, 'wait', 'clock', html`<p>${t.waits} <a href="${data.waiting}">${t.seeWaiting}</a></p>`)}
${data.mayChange && !data.waiting && addForm(page, desk, data)}`
}</section>`;
}

function keyRow(
  page: Page,
  desk: Desk,
  { client, keys, mayChange }: CredentialsData,
  key: UploadedKey,
): Html {
  const t = page.t.credentials;
  const shown = key.kid ?? key.thumbprint;
  const path = `${desk.base}/clients/${client.id}/keys/${key.thumbprint}/removal`;
  const may = mayChange && (keys?.length ?? 0) > 1;
  const uses: Readonly<Record<string, string | undefined>> = t.uses;
  return html`
<tr><th scope="row">${code(shown)}${may && takeAway(t.remove, shown, t.removeText, t.removeYes, path)}</th>
<td class="flush" data-label="${t.kind}">${code(key.kind)}</td>
<td class="flush" data-label="${t.use}">${(key.use && uses[key.use]) ?? page.format.list([t.uses.sig, t.uses.enc])}</td>
<td class="flush" data-label="${t.ends}">${endCell(page, key.endsAt)}</td></tr>`;
}

function addForm(page: Page, desk: Desk, data: CredentialsData): Html {
  const t = page.t.credentials;
  return html`<form method="post" action="${desk.base}/clients/${data.client.id}/keys" class="card stack" aria-labelledby="add"><h3 id="add">${t.add}</h3><p>${t.addText}</p>
${controlOf(page, data, { name: 'keys', label: t.key, hint: t.keyHint, dir: 'ltr', rows: 5 })}
${controlOf(page, data, { name: 'until', label: t.until, hint: t.untilHint, autocomplete: 'off' })}
<div><button class="btn">${t.addYes}</button></div></form>`;
}
