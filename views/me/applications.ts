import type { HandedStatus } from '../../src/handover/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { type Kind, note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface MyApplication {
  readonly id: string;
  /** undefined: its key is gone */
  readonly context: { readonly application: string; readonly licenceKind: string } | undefined;
  readonly from: string;
  readonly to: string;
  /** Name of the entity; undefined: the reader. */
  readonly about: string | undefined;
  readonly madeAt: Date;
  readonly redeemedAt: Date | null;
  readonly lapsed: boolean;
  readonly told: readonly { readonly status: HandedStatus; readonly at: Date }[];
}

const kinds: Readonly<Record<HandedStatus, { kind: Kind; icon: string }>> = {
  received: { kind: 'plain', icon: 'check' },
  in_review: { kind: 'wait', icon: 'clock' },
  waiting_for_applicant: { kind: 'wait', icon: 'person' },
  approved: { kind: 'ok', icon: 'check' },
  refused: { kind: 'bad', icon: 'cross' },
  closed: { kind: 'plain', icon: 'ended' },
};

/** What was begun at one system and goes on at another, with its course, newest first. */
export function applicationsPage(page: Page, applications: readonly MyApplication[]): Html {
  const t = page.t.launch;
  return layout(
    page,
    { title: t.applications, current: 'record' },
    html`<div class="head">${back(page, '/me', page.t.me.title)}<h1>${t.applications}</h1><p class="lede">${t.applicationsLede}</p></div>
${
  applications.length === 0
    ? note(page, 'plain', 'info', html`<p>${t.noApplications}</p>`)
    : html`<div class="stack">${applications.map(one => card(page, one))}</div>`
}
<p class="sec"><a class="btn line" href="/me/systems">${icon(page, 'grid')}${t.title}</a></p>`,
  );
}

function card(page: Page, one: MyApplication): Html {
  const t = page.t.launch;
  const last = one.told.at(-1);
  const number = one.context ? html`<bdi>${one.context.application}</bdi>` : t.unreadable;
  return html`
<article class="card stack g3"><div class="row between"><h2 class="h3">${t.number} ${number}</h2>${
    last ? tag(page, kinds[last.status].kind, kinds[last.status].icon, t.statuses[last.status]) : undefined
  }</div>
<dl class="facts grid2"><div><dt>${t.licence}</dt><dd>${one.context ? name(one.context.licenceKind) : t.unreadable}</dd></div>
<div><dt>${t.about}</dt><dd>${one.about === undefined ? t.self : name(one.about)}</dd></div>
<div><dt>${t.from}</dt><dd>${name(one.from)}</dd></div><div><dt>${t.to}</dt><dd>${name(one.to)}</dd></div></dl>
<h3 class="s">${t.course}</h3>
<ol class="stack g2"><li><span class="s dim">${when(page, one.madeAt)}</span> ${rich(slot => t.handed(slot(name(one.from))))}</li>${
    one.redeemedAt &&
    html`<li><span class="s dim">${when(page, one.redeemedAt)}</span> ${rich(slot => t.redeemed(slot(name(one.to))))}</li>`
  }${one.lapsed && html`<li>${t.lapsed}</li>`}${one.told.map(
    ({ status, at }) => html`<li><span class="s dim">${when(page, at)}</span> ${t.statuses[status]}</li>`,
  )}</ol></article>`;
}
