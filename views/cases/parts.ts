import type { Case, EvidenceKind } from '../../src/cases/index.ts';
import { type Html, html, type Renderable, safeHref } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';
import { code, name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import type { CaseAbout } from './data.ts';

export function caseTag(page: Page, one: Pick<Case, 'state' | 'outcome' | 'dueAt'>): Html {
  const t = page.t.cases;
  if (one.state === 'taken_back') return tag(page, 'plain', 'undo', t.takenBack);
  if (one.state === 'answered' && one.outcome) return tag(page, 'ok', 'check', t.outcomes[one.outcome]);
  if (one.dueAt < page.at) return tag(page, 'bad', 'clock', t.late);
  return tag(page, 'wait', 'clock', t.open);
}

/** What it is about, in one line. */
export function aboutLine(page: Page, about: CaseAbout): Renderable {
  const parts = [about.field, about.registry?.name, about.system, about.agency, about.subject].filter(
    part => part !== undefined,
  );
  return parts.length > 0
    ? html`${parts.map((part, at) => html`${at > 0 && page.t.common.comma}${name(part)}`)}`
    : page.t.me.yourself;
}

/** What people wrote, with their line breaks. */
export function paragraphs(text: string): Html {
  return html`${text
    .split(/\n{2,}/)
    .map(
      part =>
        html`<p>${part.split('\n').map((line, at) => html`${at > 0 && html`<br>`}<bdi>${line}</bdi>`)}</p>`,
    )}`;
}

/** What was shown with a complaint: a file to keep, an address to open. @param href of the file */
export function evidenceLines(page: Page, evidence: EvidenceKind | undefined, href: string): Renderable {
  const t = page.t.cases.evidence;
  if (!evidence) return undefined;
  const { media, address } = evidence;
  return html`<div class="stack g3"><h2 class="h3">${t.title}</h2>
${media && html`<p><a class="btn line sm" href="${href}">${icon(page, 'download')}${t.kinds[media]}</a></p>`}
${address && html`<p>${t.address}: <a href="${safeHref(address)}" rel="noreferrer nofollow">${code(address)}</a></p>`}</div>`;
}
