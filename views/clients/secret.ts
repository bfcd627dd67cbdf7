import type { Client } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { code, name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { Desk } from './desk.ts';

export interface SecretData {
  readonly client: Client;
  readonly secret: string | undefined;
  /** After a registration that waits or works at once, beside the others, or in place of all. */
  readonly how: 'registered' | 'works' | 'added' | 'renewed';
  /** Set after a registration. */
  readonly approvalId: string | undefined;
}

/** The stage of its life in which it is registered. */
const beginsAs = ({ stage }: Client) => (stage === 'sandbox' || stage === 'live' ? stage : 'pilot');

/** What a developer takes away, shown this one time: in the ruled frame, since it is received. */
export function secretPage(page: Page, desk: Desk, data: SecretData): Html {
  const { client, secret, approvalId, how } = data;
  const t = page.t.admin.secret;
  const called = client.name[page.lang];
  const heads = {
    registered: [t.registered(called), `${t.registeredText} ${t.afterApproval[beginsAs(client)]}`],
    works: [t.works(called), t.worksText],
    added: [page.t.credentials.done(called), page.t.credentials.doneText],
    renewed: [t.renewed(called), t.renewedText],
  } as const;
  const [heading, text] = heads[how];
  return desk.frame(
    page,
    { title: heading, error: false },
    html`<div class="head"><h1>${name(heading)}</h1><p class="lede">${text}</p></div>
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
<div class="row mt5">${
      how === 'works' &&
      html`<a class="btn" href="/developers#start">${t.program}</a><a class="btn line" href="/developers/systems/${client.id}/calls">${page.t.agencies.page.calls}</a>`
    }<a class="btn line" href="${desk.base}/clients/${client.id}">${t.page}</a>${
      approvalId && html`<a class="btn line" href="${desk.base}/approvals/${approvalId}">${t.approval}</a>`
    }</div>`,
  );
}
