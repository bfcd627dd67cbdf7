import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { Control } from '../parts/field.ts';
import type { FormData } from './data.ts';
import { control } from './form-parts.ts';

/** The settings of a client as parts of a form: its addresses, how it proves itself, how strict, which other ways in. */
export function clientFields(page: Page, data: FormData): Html {
  const t = page.t.admin;
  const r = t.register;
  const one = (more: Omit<Control, 'label'>) => control(page, data, more);
  const part = (title: string, text: string, body: Html) =>
    html`<fieldset class="stack"><legend><h2>${title}</h2></legend><p class="hint">${text}</p>${body}</fieldset>`;
  return html`${part(
    r.addresses,
    r.addressesText,
    html`${one({ name: 'redirect_uris', hint: r.redirectsHint, dir: 'ltr', rows: 3 })}
${one({ name: 'post_logout_redirect_uris', hint: r.optional, dir: 'ltr', rows: 2 })}
${one({ name: 'backchannel_logout_uri', hint: r.listensHint, dir: 'ltr', inputmode: 'url' })}`,
  )}
${part(
  r.proof,
  r.proofText,
  html`${one({
    name: 'auth_method',
    options: [
      { value: 'client_secret_basic', label: t.authMethods.client_secret_basic },
      { value: 'private_key_jwt', label: t.authMethods.private_key_jwt },
    ],
  })}
${one({ name: 'jwks_uri', hint: r.jwksUriHint, dir: 'ltr', inputmode: 'url' })}
${one({ name: 'jwks', hint: r.jwksHint, dir: 'ltr', rows: 3 })}`,
)}
${part(
  r.strictness,
  r.strictnessText,
  html`${one({
    name: 'security_profile',
    hint: r.profileHint,
    options: Object.entries(t.profiles).map(([value, label]) => ({ value, label })),
  })}
${one({
  name: 'encryption',
  hint: r.encryptionHint,
  options: [
    { value: '', label: r.notEncrypted },
    ...data.encryptions.map(algorithm => ({ value: algorithm, label: algorithm })),
  ],
})}`,
)}
${part(
  r.otherWays,
  r.otherWaysText,
  html`${one({
    name: 'device_grant',
    hint: r.deviceHint,
    options: [
      { value: '', label: r.deviceNo },
      { value: 'yes', label: r.deviceYes },
    ],
  })}
<div class="grid2 pairs">${one({
    name: 'ciba',
    hint: r.cibaHint,
    options: [
      { value: '', label: r.deviceNo },
      { value: 'poll', label: r.cibaPoll },
      { value: 'ping', label: r.cibaPing },
    ],
  })}${one({ name: 'ciba_notification_uri', hint: r.cibaUriHint, dir: 'ltr', inputmode: 'url' })}</div>`,
)}`;
}
