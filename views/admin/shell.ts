import type { ClientState } from '../../src/clients/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { tag } from '../parts/tag.ts';
import { ways } from '../parts/ways.ts';

/** The sections by what staff do there; the first of each is where the group leads. */
const groups = {
  today: ['overview'],
  programs: ['clients', 'register', 'agencies', 'counters'],
  decisions: ['approvals', 'stops', 'emergency', 'suspensions'],
  people: ['cases', 'feedback', 'lookup'],
  lists: ['directory', 'overlap'],
  watch: ['figures', 'deliveries', 'announcements'],
} as const;

type Group = keyof typeof groups;
type Section = (typeof groups)[Group][number];

const addresses: Readonly<Partial<Record<Section, string>>> = {
  overview: '/admin',
  register: '/admin/clients/new',
};
const addressOf = (section: Section) => addresses[section] ?? `/admin/${section}`;

export interface AdminOptions {
  readonly title: string;
  readonly current: Section;
  readonly error?: boolean;
}

/** The plain shell with the groups of administration under the header, and the sections of the one that is open. */
export function adminLayout(page: Page, options: AdminOptions, main: Html): Html {
  const t = page.t.admin.nav;
  const open = groupNames.find(group => sectionsOf(group).includes(options.current)) ?? 'today';
  const below = sectionsFor(page, open);
  const state = (section: Section) => (addressOf(section) === page.path ? 'page' : 'true');
  return layout(
    page,
    { title: options.title, current: 'admin', error: options.error ?? false },
    html`<nav aria-label="${t.label}"><ul class="nav">${groupNames.map(group => {
      const [first = 'overview'] = sectionsOf(group);
      return html`<li><a href="${addressOf(first)}"${group === open && html` aria-current="${state(first)}"`}>${t.groups[group]}</a></li>`;
    })}</ul>${
      below.length > 1 &&
      html`<ul class="nav sub">${below.map(
        section =>
          html`<li><a href="${addressOf(section)}"${section === options.current && html` aria-current="${state(section)}"`}>${sectionName(page, section)}</a></li>`,
      )}</ul>`
    }</nav>
${main}`,
  );
}

const groupNames = Object.keys(groups) as Group[];
const sectionsOf = (group: Group): readonly Section[] => groups[group];
/** Whoever only looks is not led to a form that he may not send. */
const sectionsFor = ({ reader }: Page, group: Group) =>
  sectionsOf(group).filter(section => section !== 'register' || reader?.administrator);

function sectionName(page: Page, section: Section): string {
  const { t } = page;
  const elsewhere: Readonly<Partial<Record<Section, string>>> = {
    stops: t.stops.nav,
    figures: t.figures.nav,
    lookup: t.lookup.nav,
    emergency: t.emergency.nav,
    suspensions: t.suspensions.nav,
    agencies: t.agencies.admin.nav,
  };
  const own: Readonly<Partial<Record<Section, string>>> = t.admin.nav;
  return elsewhere[section] ?? own[section] ?? '';
}

/** Every section at a glance, group by group. */
export function sectionIndex(page: Page): Html {
  const t = page.t.admin.nav;
  return html`<nav class="sec stack" aria-labelledby="sections"><h2 id="sections">${t.all}</h2>
<div class="live">${groupNames
    .filter(group => group !== 'today')
    .map(group =>
      ways(
        page,
        `group-${group}`,
        t.groups[group],
        sectionsFor(page, group).map(section => ({
          href: addressOf(section),
          text: sectionName(page, section),
        })),
      ),
    )}</div></nav>`;
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
