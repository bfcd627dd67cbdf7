import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { stateTag } from './consent-card.ts';
import type { ConsentDetailData, MyConsent } from './data.ts';
import { log } from './entry.ts';

/** One permission in full, what happened under it, and the way to take it back. */
export function consentDetailPage(page: Page, data: ConsentDetailData): Html {
  const t = page.t.me.consent;
  const { consent } = data;
  const title = t.title(consent.agency ?? consent.system);
  return layout(
    page,
    { title, current: 'record' },
    html`<div class="head">${back(page, '/me', t.back)}
<h1>${title}</h1></div>
<div class="stack g5">
${
  consent.state === 'withdrawn' &&
  note(
    page,
    'ok',
    'check',
    html`<p><b>${t.withdrawnLead}</b> ${rich(slot => t.withdrawnText(slot(name(consent.system))))}</p>`,
  )
}
${facts(page, consent)}
<section class="stack g3" aria-labelledby="fields"><h2 id="fields">${t.fields}</h2>
<ul class="bullets cols">${consent.fields.map(field => html`<li>${field}</li>`)}</ul></section>
<section class="stack g3" aria-labelledby="uses"><h2 id="uses">${t.uses}</h2>
${data.uses.length > 0 ? log(page, data.uses) : html`<p class="dim">${t.noUses}</p>`}</section>
${kept(page, data)}
${
  data.open &&
  html`<section class="card stack g3" aria-labelledby="withdraw"><h2 id="withdraw" class="h3">${t.withdraw}</h2>
<p>${rich(slot => t.withdrawText(slot(name(consent.system))))}</p>
<form method="post" action="/me/consents/${consent.id}/withdrawal"><button class="btn bad">${icon(page, 'undo', { flip: true })}${t.yes}</button></form></section>`
}
</div>`,
  );
}

/** Giving it once more, where it ends soon; and the signed record. */
function kept(page: Page, data: ConsentDetailData): Html {
  const t = page.t.consents;
  const { id } = data.consent;
  return html`${
    data.renewable &&
    note(
      page,
      'wait',
      'clock',
      html`<p><b>${t.renewLead}</b> ${t.renewText} <a href="/me/consents/${id}/renewal">${t.renew}</a></p>`,
    )
  }${
    data.receipt &&
    html`<section class="stack g3" aria-labelledby="receipt"><h2 id="receipt">${t.receiptTitle}</h2><p>${t.receiptLede}</p>
<p class="row"><a class="btn line" href="/me/consents/${id}/receipt">${icon(page, 'printer')}${t.show}</a> <a class="btn line" href="/me/consents/${id}/receipt.json" download>${icon(page, 'download')}${t.download}</a></p></section>`
  }`;
}

function facts(page: Page, consent: MyConsent): Html {
  const t = page.t.me.consent;
  return html`<dl class="card facts c2">
<div><dt>${t.system}</dt><dd>${name(consent.system)}</dd><dd>${stateTag(page, consent)}</dd></div>
<div><dt>${t.purpose}</dt><dd>${name(consent.purpose)}</dd></div>
<div><dt>${t.subject}</dt><dd>${consent.subject ? name(consent.subject) : page.t.me.yourself}</dd></div>
<div><dt>${t.by}</dt><dd>${consent.byReader ? t.byYou : t.byOther}</dd></div>
<div><dt>${t.given}</dt><dd>${when(page, consent.givenAt, 'moment')}</dd></div>
${
  consent.endedAt
    ? html`<div><dt>${t.ended}</dt><dd>${when(page, consent.endedAt, 'moment')}</dd></div>`
    : html`<div><dt>${t.expires}</dt><dd>${when(page, consent.expiresAt, 'moment')}</dd></div>`
}${
  consent.retention &&
  html`
<div><dt>${t.retention}</dt><dd>${consent.retention}</dd></div>`
}
</dl>`;
}
