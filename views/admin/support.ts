import type { Seen, View } from '../../src/support/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { field } from '../parts/field.ts';
import { name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

/** The support types the code that it was told. */
export function supportDoorPage(page: Page, error: string | undefined): Html {
  const t = page.t.support;
  return layout(
    page,
    { title: t.staff.title, current: 'admin', error: error !== undefined },
    html`<div class="head"><h1>${t.staff.title}</h1><p class="lede">${t.staff.lede}</p></div>
${error && note(page, 'bad', 'warn', html`<p role="alert"><b>${error}</b></p>`)}
<form method="post" action="/admin/support" class="stack slim">
${field(page, { name: 'code', label: t.code, hint: t.staff.codeHint, value: '', dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', required: true, big: true })}
<div class="row"><button class="btn">${t.staff.open}</button></div></form>`,
  );
}

/** What a person shows, to read only. */
export function supportSeenPage(
  page: Page,
  { view, seen }: { readonly view: View; readonly seen: Seen },
): Html {
  const t = page.t.support;
  return layout(
    page,
    { title: t.staff.seen, current: 'admin' },
    html`<div class="head"><h1>${t.staff.seen}</h1><p class="lede">${t.staff.until(page.format.moment(view.until))}</p></div>
<div class="stack g5">${seen.account && account(page, seen.account)}${seen.permissions && permissions(page, seen.permissions)}${seen.record && log(page, seen.record)}
${note(page, 'plain', 'eye', html`<p>${t.never}</p>`)}
<p><a href="/admin/support">${t.staff.another}</a></p></div>`,
  );
}

function account(page: Page, account: NonNullable<Seen['account']>): Html {
  const t = page.t.support;
  const { format } = page;
  const lookup = page.t.lookup;
  return html`<section class="card stack" aria-labelledby="account"><h2 class="h3" id="account">${t.parts.account}</h2><dl class="facts c2">
<div><dt>${lookup.state}</dt><dd>${lookup.personStates[account.state]}</dd></div>
${account.since && html`<div><dt>${lookup.since}</dt><dd>${when(page, account.since, 'date')}</dd></div>`}
<div><dt>${t.staff.passkeys}</dt><dd>${format.number(account.passkeys)}</dd></div>
<div><dt>${t.staff.totp}</dt><dd>${account.totp ? t.staff.yes : t.staff.no}</dd></div></dl>
<h3>${t.staff.sessions}</h3><ul>${account.sessions.map(
    session =>
      html`<li>${when(page, session.signedInAt)}${session.systems.length > 0 && html`${page.t.common.comma}${format.list(session.systems)}`}</li>`,
  )}</ul></section>`;
}

function permissions(page: Page, list: NonNullable<Seen['permissions']>): Html {
  const t = page.t.support;
  const lookup = page.t.lookup;
  return html`<section class="stack"><h2 class="h3" id="permissions">${t.parts.permissions}</h2>${
    list.length === 0
      ? html`<p class="dim">${t.staff.nothing}</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="permissions"><table class="t"><thead><tr><th scope="col">${lookup.client}</th><th scope="col">${lookup.givenAt}</th><th scope="col">${lookup.state}</th></tr></thead>
<tbody>${list.map(
          one =>
            html`<tr><th scope="row">${name(one.system)}</th><td>${when(page, one.givenAt, 'date')}</td><td>${one.stands ? lookup.stands : lookup.ended} ${when(page, one.until, 'date')}</td></tr>`,
        )}</tbody></table></div>`
  }</section>`;
}

function log(page: Page, entries: NonNullable<Seen['record']>): Html {
  const t = page.t.support;
  const lookup = page.t.lookup;
  const kinds: Readonly<Record<string, string | undefined>> = page.t.me.log.kinds;
  const what = (entry: (typeof entries)[number]) =>
    kinds[entry.kind] ?? page.t.me.log.released(page.format.number(entry.fields.length), entry.fields.length);
  return html`<section class="stack"><h2 class="h3" id="record">${t.parts.record}</h2>${
    entries.length === 0
      ? html`<p class="dim">${t.staff.nothing}</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="record"><table class="t"><thead><tr><th scope="col">${lookup.at}</th><th scope="col">${lookup.what}</th><th scope="col">${lookup.client}</th></tr></thead>
<tbody>${entries.map(
          entry =>
            html`<tr><th scope="row">${when(page, entry.at)}</th><td>${what(entry)}</td><td>${entry.system && name(entry.system)}</td></tr>`,
        )}</tbody></table></div>`
  }</section>`;
}
