import type { ClientState } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { tag } from '../parts/tag.ts';

const links = [
  { key: 'overview', href: '/admin' },
  { key: 'clients', href: '/admin/clients' },
  { key: 'agencies', href: '/admin/agencies' },
  { key: 'approvals', href: '/admin/approvals' },
  { key: 'stops', href: '/admin/stops' },
  { key: 'cases', href: '/admin/cases' },
  { key: 'lookup', href: '/admin/lookup' },
  { key: 'figures', href: '/admin/figures' },
  { key: 'directory', href: '/admin/directory' },
  { key: 'feedback', href: '/admin/feedback' },
  { key: 'overlap', href: '/admin/overlap' },
  { key: 'emergency', href: '/admin/emergency' },
  { key: 'counters', href: '/admin/counters' },
  { key: 'announcements', href: '/admin/announcements' },
  { key: 'deliveries', href: '/admin/deliveries' },
  { key: 'register', href: '/admin/clients/new' },
] as const;

export interface AdminOptions {
  readonly title: string;
  readonly current: (typeof links)[number]['key'];
  readonly error?: boolean;
}

/** The plain shell with the sections of administration under the header. */
export function adminLayout(page: Page, options: AdminOptions, main: Html): Html {
  const t = page.t.admin.nav;
  const words: Readonly<Record<string, string>> = {
    ...t,
    stops: page.t.stops.nav,
    figures: page.t.figures.nav,
    lookup: page.t.lookup.nav,
    emergency: page.t.emergency.nav,
    agencies: page.t.agencies.admin.nav,
  };
  return layout(
    page,
    { title: options.title, current: 'admin', error: options.error ?? false },
    html`<nav aria-label="${t.label}"><ul class="nav">${links.map(
      ({ key, href }) =>
        html`<li><a href="${href}"${key === options.current && html` aria-current="${href === page.path ? 'page' : 'true'}"`}>${words[key] ?? ''}</a></li>`,
    )}</ul></nav>
${main}`,
  );
}

const looks = {
  pending: ['wait', 'clock'],
  active: ['ok', 'check'],
  suspended: ['bad', 'lock'],
  refused: ['bad', 'cross'],
} as const;

export function stateTag(page: Page, state: ClientState): Html {
  const [kind, iconName] = looks[state];
  return tag(page, kind, iconName, page.t.admin.states[state]);
}
