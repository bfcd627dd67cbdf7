import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { MyConsent } from './data.ts';

/** One permission: who, for what, how many fields, from when to when. */
export function consentCard(page: Page, consent: MyConsent): Html {
  const t = page.t.me;
  const count = consent.fields.length;
  const until = consent.endedAt ?? consent.expiresAt;
  return html`
<article class="card">
  <h3>${name(consent.agency ?? consent.system)}</h3>${
    consent.state === 'holds'
      ? tag(page, 'brand', 'consent', t.fields(page.format.number(count), count))
      : stateTag(page, consent)
  }
  <p>${rich(slot => t.about(slot(name(consent.purpose)), slot(consent.subject ? name(consent.subject) : t.yourself)))}</p>
  <p class="s dim">${name(consent.system)}</p>
  <p class="s dim">${rich(slot => t.period(slot(when(page, consent.givenAt, 'date')), slot(when(page, until, 'date'))))}</p>
  <p><a href="/me/consents/${consent.id}">${consent.state === 'holds' ? t.details : t.detailsOnly}<span class="vh">: ${consent.system}</span></a></p>
</article>`;
}

export function stateTag(page: Page, consent: MyConsent): Html {
  const t = page.t.me.consent;
  const tags = {
    holds: () => tag(page, 'ok', 'check', t.holds),
    withdrawn: () => tag(page, 'bad', 'undo', t.withdrawn),
    replaced: () => tag(page, 'plain', 'plus', t.replaced),
    expired: () => tag(page, 'plain', 'clock', t.expired),
    power_ended: () => tag(page, 'plain', 'ended', t.powerEnded),
    account_closed: () => tag(page, 'plain', 'ended', t.accountClosed),
  };
  return tags[consent.state]();
}
