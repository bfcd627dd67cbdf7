import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { SecretData } from './data.ts';
import { adminLayout } from './shell.ts';

/** What a developer takes away, shown this one time: in the ruled frame, since it is received. */
export function secretPage(page: Page, data: SecretData): Html {
  const { client, secret, approvalId } = data;
  const t = page.t.admin.secret;
  const heading = approvalId ? t.registered(client.name[page.lang]) : t.renewed(client.name[page.lang]);
  return adminLayout(
    page,
    { title: heading, current: 'clients' },
    html`<div class="head"><h1>${name(heading)}</h1><p class="lede">${approvalId ? t.registeredText : t.renewedText}</p></div>
<div class="act stack g5">
${secret ? note(page, 'wait', 'key', html`<p><b>${t.once}</b> ${t.onceText}</p>`) : html`<p>${t.noSecret}</p>`}
<dl class="facts">
  <div><dt>${t.id}</dt><dd>${code(client.id)}</dd></div>${
    secret &&
    html`
  <div><dt>${t.secret}</dt><dd>${code(secret)}</dd></div>`
  }
  <div><dt>${t.discovery}</dt><dd>${code(`${page.issuer}/.well-known/openid-configuration`)}</dd></div>
</dl>
</div>
<div class="row mt5"><a class="btn line" href="/admin/clients/${client.id}">${t.page}</a>${
      approvalId && html`<a class="btn line" href="/admin/approvals/${approvalId}">${t.approval}</a>`
    }</div>`,
  );
}
