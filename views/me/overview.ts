import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { feedbackCard } from '../feedback/pages.ts';
import { valueGroups } from '../flow/values.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { nuqta, nuqtaKey } from '../parts/nuqta.ts';
import { identifier, name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { showValue } from '../parts/value.ts';
import { ways } from '../parts/ways.ts';
import { when } from '../parts/when.ts';
import { consentCard } from './consent-card.ts';
import type { MySession, OverviewData } from './data.ts';
import { log } from './entry.ts';
import { noticesSection } from './notices.ts';
import { powerCard } from './power-card.ts';

/** A person's own front page: who I am, whom I may act for, what I allowed, who saw what, where I am signed in. */
export function overviewPage(page: Page, data: OverviewData): Html {
  const t = page.t.me;
  return layout(
    page,
    { title: t.title, current: 'record' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p>
<p class="row mt3"><a class="btn" href="/me/systems">${icon(page, 'grid')}${page.t.launch.link}</a><a class="btn line" href="/me/applications">${icon(page, 'clock')}${page.t.launch.applications}</a></p></div>
${
  data.invitations > 0 &&
  note(
    page,
    'wait',
    'pens',
    html`<p><b>${page.t.agencies.mine.waits(page.format.number(data.invitations), data.invitations)}</b> <a href="/me/agencies">${page.t.agencies.mine.answer}</a></p>`,
  )
}
<div class="two long">
<div class="stack g7">
${noticesSection(page, data.notices)}
${feedbackCard(page, data.asked)}
${consents(page, data)}
${latest(page, data)}
${powers(page, data)}
</div>
<aside class="stack g5" aria-label="${t.who}">
${who(page, data)}
${ways(page, 'act', t.actWays, [
  { href: '/me/powers', icon: 'pen', text: page.t.mandates.title },
  { href: '/me/approvals', icon: 'pens', text: page.t.approvals.link },
  { href: '/me/machines', icon: 'grid', text: page.t.machines.title },
  { href: '/me/agencies', icon: 'company', text: page.t.agencies.title },
])}
${ways(page, 'own', t.ownWays, [
  { href: '/me/security', icon: 'key', text: t.security },
  { href: '/me/profile', icon: 'eye', text: page.t.say.profile.link },
  { href: '/me/rights', icon: 'shield', text: page.t.rights.title },
  { href: '/me/cases', icon: 'flag', text: page.t.cases.title },
  { href: '/me/feedback', icon: 'pen', text: page.t.feedback.own.title },
  { href: '/me/support', icon: 'person', text: page.t.support.title },
])}
${sessions(page, data.sessions)}
<section class="card stack g3" aria-labelledby="export"><h2 id="export" class="h3">${t.export}</h2><p class="s">${t.exportText}</p>
<p><a class="btn line sm" href="/me/export.json" download>${icon(page, 'download')}${t.exportLink}</a></p></section>
</aside>
${known(page, data)}
</div>`,
  );
}

function who(page: Page, data: OverviewData): Html {
  const t = page.t.me;
  const { person } = data;
  return html`<section class="card stack g3" aria-labelledby="who"><h2 id="who" class="h3">${name(person.name)}</h2>
<dl class="facts">
  <div><dt>${person.identifierKind === 'national_id' ? t.nationalId : t.foreignId}</dt><dd>${identifier(page, person.identifier)}</dd><dd>${nuqta('matched', 't-brand')} ${t.matchedCivil}</dd></div>
  <div><dt>${t.birthDate}</dt><dd>${when(page, person.birthDate, 'date')}</dd></div>
  <div><dt>${t.mobile}</dt><dd>${person.mobile ? showValue(page, 'person.mobile', person.mobile) : t.noMobile}</dd>${
    person.mobile && html`<dd>${nuqta('matched', 't-brand')} ${t.matchedShahkar}</dd>`
  }</div>
</dl>
</section>`;
}

function consents(page: Page, data: OverviewData): Html {
  const t = page.t.me;
  const count = data.ended.length;
  return html`<section class="stack" aria-labelledby="consents"><h2 id="consents">${t.consents}</h2>
${
  data.consents.length > 0
    ? html`<div class="live">${data.consents.map(consent => consentCard(page, consent))}</div>`
    : html`<p class="dim">${t.noConsents}</p>`
}${
  count > 0 &&
  html`
<details><summary>${t.endedConsents(page.format.number(count), count)}${icon(page, 'down')}</summary><div class="live">${data.ended.map(consent => consentCard(page, consent))}</div></details>`
}</section>`;
}

function latest(page: Page, data: OverviewData): Html {
  const t = page.t.me;
  return html`<section class="stack" aria-labelledby="latest"><h2 id="latest">${t.latest}</h2>
<p class="dim">${data.latest.length > 0 ? t.latestText : t.noLatest}</p>
${data.latest.length > 0 && log(page, data.latest)}
<p><a class="btn line" href="/me/record">${icon(page, 'eye')}${t.wholeRecord}</a></p></section>`;
}

function powers(page: Page, data: OverviewData): Html {
  const t = page.t.me;
  return html`<section class="stack" aria-labelledby="powers"><h2 id="powers">${t.powers}</h2>
<p class="dim">${data.powers.length > 0 ? t.powersText : t.noPowers}</p>
${data.powers.length > 0 && html`<div class="stack">${data.powers.map(power => powerCard(page, power))}</div>`}
<p><a class="btn line" href="/me/powers">${icon(page, 'pen')}${page.t.mandates.title}</a></p></section>`;
}

function sessions(page: Page, list: readonly MySession[]): Html {
  const t = page.t.me;
  return html`<section class="card stack g3" aria-labelledby="sessions"><h2 id="sessions" class="h3">${t.sessions}</h2>
<p class="s">${list.length > 0 ? t.sessionsText : t.noSessions}</p>
${list.length > 0 && html`<ul class="stack g4">${list.map(session => sessionItem(page, session))}</ul>`}${
  list.some(session => !session.current) &&
  list.length > 1 &&
  html`
<form method="post" action="/me/other-sessions/end"><button class="btn bad sm wide">${t.endOthers}</button></form>`
}</section>`;
}

function sessionItem(page: Page, session: MySession): Html {
  const t = page.t.me;
  const { device, address, near, factors, systems } = session;
  const at = (moment: Date) => when(page, moment);
  const facts: Renderable[] = [
    rich(slot => t.session(slot(at(session.signedInAt)))),
    rich(slot => t.lastSeen(slot(at(session.lastSeenAt)))),
    rich(slot => t.sessionUntil(slot(when(page, session.expiresAt, 'moment')))),
    factors.length > 0 && t.provedBy(page.format.list(factors.map(factor => t.factors[factor]))),
    address && rich(slot => (near ? t.addressHere : t.address)(slot(html`<bdi dir="ltr">${address}</bdi>`))),
    systems.length > 0 && t.usedFor(page.format.list(systems)),
  ];
  return html`<li class="stack g2"><div><b>${
    device ? t.device(t.browsers[device.browser], t.platforms[device.platform]) : t.unknownDevice
  }</b>${session.current && html` <span class="tag ok">${icon(page, 'check')}${t.thisSession}</span>`}
<ul class="s dim">${facts.filter(Boolean).map(fact => html`<li>${fact}</li>`)}</ul></div>
<form method="post" action="/me/sessions/${session.uid}/end"><button class="btn bad sm">${t.endSession}<span class="vh">: ${t.session(page.format.short(session.signedInAt, page.at))}</span></button></form></li>`;
}

function known(page: Page, data: OverviewData): Renderable {
  const t = page.t.me;
  const count = data.groups.reduce((sum, group) => sum + group.rows.length, 0);
  if (count === 0) return html`<p class="dim">${t.knownNone}</p>`;
  const used = [...new Set(data.groups.map(group => group.voucher))];
  return html`<section class="stack" aria-labelledby="known"><h2 id="known">${t.known(page.format.number(count), count)}</h2>
<p class="dim">${t.whoText}</p>
<p><a class="btn line" href="/me/profile">${icon(page, 'eye')}${page.t.say.profile.link}</a></p>
<div class="card">${nuqtaKey(page, used, true)}${valueGroups(page, data.groups, { level: 3 })}</div></section>`;
}
