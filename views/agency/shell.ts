import type { Standing } from '../../src/agencies/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import type { AtAgency } from './data.ts';

export interface AgencyOptions {
  readonly title: string;
  /** undefined: a page below a section */
  readonly current?: 'overview' | 'officers' | 'cases' | 'feedback' | 'events';
  readonly error?: boolean;
}

/** The plain shell with the agency, the reader's role there, and its sections. */
export function agencyLayout(page: Page, { agency }: AtAgency, options: AgencyOptions, main: Html): Html {
  const t = page.t.agencies;
  const base = `/agency/agencies/${agency.id}`;
  const links = [
    { key: 'overview', href: base },
    { key: 'officers', href: `${base}/officers` },
    { key: 'cases', href: `${base}/cases` },
    { key: 'feedback', href: `${base}/feedback` },
    { key: 'events', href: `${base}/events` },
  ] as const;
  return layout(
    page,
    { title: options.title, error: options.error ?? false },
    html`<nav aria-label="${t.nav.label}"><ul class="nav">${links.map(
      ({ key, href }) =>
        html`<li><a href="${href}"${key === options.current && html` aria-current="${href === page.path ? 'page' : 'true'}"`}>${t.nav[key]}</a></li>`,
    )}<li><a href="/agency">${t.title}</a></li></ul></nav>
${main}`,
  );
}

/** "owner", "developer · contractor", "auditor · from the agency above". */
export function roleTags(page: Page, { role, contractor, fromAbove }: Standing): Html {
  const t = page.t.agencies;
  return html`${tag(page, role === 'auditor' ? 'plain' : 'brand', role === 'auditor' ? 'eye' : 'person', t.roles[role])}${
    contractor && html` ${tag(page, 'wait', 'pen', t.contractor)}`
  }${fromAbove && html` ${tag(page, 'plain', 'company', t.fromAbove)}`}`;
}

/** The head of a page of an agency: its name above, the sentence, the reader's role. */
export function agencyHead(page: Page, data: AtAgency, heading: string, lede?: string): Html {
  const above = heading !== data.agency.name && html`<p class="s dim">${name(data.agency.name)}</p>`;
  return html`<div class="head">${above}<h1>${name(heading)}</h1>${
    lede && html`<p class="lede">${lede}</p>`
  }<p class="row s mt3">${page.t.agencies.yourRole}: ${roleTags(page, data.standing)}</p></div>`;
}

/** The frame of pages of one client that other consoles show too. */
export function deskFrame(page: Page, about: { title: string; error: boolean }, main: Html): Html {
  const t = page.t.agencies;
  return layout(
    page,
    { title: about.title, current: 'record', error: about.error },
    html`<nav aria-label="${t.nav.label}"><ul class="nav"><li><a href="/agency">${t.title}</a></li></ul></nav>
${main}`,
  );
}
