import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { identifier, name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { SecurityData } from './data.ts';

/** /me/security: each way to prove oneself in a card of its own, with what one can do about it. */
export function securityPage(page: Page, data: SecurityData): Html {
  const { security: t, password } = page.t.factors;
  const done = (t.done as Readonly<Record<string, string | undefined>>)[data.done ?? ''];
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}<h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
${done !== undefined && note(page, 'ok', 'check', html`<p role="status"><b>${done}</b></p>`)}
<div class="stack g5 read">
${card(password.title, undefined, html`<p class="dim">${password.text}</p>${go(page, 'password', password.change)}`)}
${passkeys(page, data)}
${totp(page, data)}
${data.takesCertificates && certificates(page, data)}
${sms(page, data)}
${recovery(page, data)}
</div>`,
  );
}

function card(title: string, state: Renderable, content: Html): Html {
  return html`<section class="card stack g3"><div class="row between"><h2 class="h3">${title}</h2>${state}</div>
${content}</section>`;
}

function go(page: Page, to: string, words: string): Html {
  return html`<p><a class="btn line sm" href="/me/security/${to}">${icon(page, 'next', { flip: true })}${words}</a></p>`;
}

function have(page: Page, has: boolean): Html {
  const { security: t } = page.t.factors;
  return has ? tag(page, 'ok', 'check', t.have) : tag(page, 'plain', 'info', t.haveNot);
}

function dates(page: Page, it: { readonly createdAt: Date; readonly usedAt: Date | null }): Html {
  const { security: t } = page.t.factors;
  const used = it.usedAt ? html`${t.used} ${when(page, it.usedAt)}` : t.never;
  return html`<p class="s dim">${t.added} ${when(page, it.createdAt, 'date')}${page.t.common.comma}${used}</p>`;
}

function passkeys(page: Page, data: SecurityData): Html {
  const t = page.t.factors.passkey;
  const items = data.passkeys.map(
    key => html`<li><div><h3>${name(key.name)}</h3>${dates(page, key)}</div>
<div>${key.hardwareBound ? tag(page, 'brand', 'key', t.hardware) : tag(page, 'plain', 'phone', t.synced)}</div>
<form method="post" action="/me/security/passkeys/${key.id}/remove"><button class="btn bad sm">${t.remove}<span class="vh"> ${rich(slot => t.removeNamed(slot(name(key.name))))}</span></button></form></li>`,
  );
  return card(
    t.title,
    have(page, items.length > 0),
    html`<p class="dim">${t.text}</p>${items.length > 0 && html`<ul class="reg">${items}</ul>`}${go(page, 'passkeys/new', t.add)}`,
  );
}

function certificates(page: Page, data: SecurityData): Html {
  const t = page.t.factors.certificate;
  const items = data.certificates.map(
    one => html`<li><div><h3>${name(one.subject)}</h3><p class="s">${t.issuer} ${name(one.issuer)}${page.t.common.comma}${t.until} ${when(page, one.until, 'date')}</p>${dates(page, one)}</div>
<div></div>
<form method="post" action="/me/security/certificates/${one.id}/remove"><button class="btn bad sm">${t.remove}<span class="vh"> ${rich(slot => t.removeNamed(slot(name(one.subject))))}</span></button></form></li>`,
  );
  return card(
    t.title,
    items.length > 0 && have(page, true),
    html`<p class="dim">${t.text}</p><p class="dim">${t.named}</p>${items.length > 0 && html`<ul class="reg">${items}</ul>`}${go(page, 'certificates/new', t.add)}`,
  );
}

function totp(page: Page, { totp }: SecurityData): Html {
  const t = page.t.factors.totp;
  return card(
    t.title,
    have(page, totp !== undefined),
    html`<p class="dim">${t.text}</p>${totp && dates(page, totp)}${go(page, 'totp/new', totp ? t.renew : t.add)}${
      totp &&
      html`<form method="post" action="/me/security/totp/remove"><button class="btn bad sm">${t.remove}</button></form>`
    }`,
  );
}

function sms(page: Page, { sms: ending }: SecurityData): Html {
  const t = page.t.factors.sms;
  const text = ending === undefined ? t.none : rich(slot => t.text(slot(identifier(page, ending))));
  return card(
    t.title,
    have(page, ending !== undefined),
    html`<p class="dim">${text}</p>
<p><a href="/me/mobile">${page.t.enrolment.mobile.link}</a></p>`,
  );
}

function recovery(page: Page, { recoveryCodesLeft: left }: SecurityData): Html {
  const t = page.t.factors.recovery;
  return card(
    t.title,
    have(page, left > 0),
    html`<p class="dim">${t.text}</p>${left > 0 && html`<p>${t.left(page.format.number(left))}</p>`}${go(page, 'recovery-codes', t.make)}`,
  );
}
