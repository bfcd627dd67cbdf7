import { type Html, html, type Renderable, safeHref } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { lattice } from '../parts/lattice.ts';
import { name } from '../parts/rich.ts';
import type { FlowPanel } from './data.ts';

/** The night panel: where to, for what, how far, and the way back. Second in the order of reading, after the header. */
export function door(page: Page, panel: FlowPanel | undefined): Html {
  if (!panel) return unknownDoor(page);
  const t = page.t.flow.door;
  return html`<aside class="door" aria-label="${t.label}"><div class="door-in">
  <p class="door-k">${t.to}</p>
  ${panel.self?.logo && html`<img class="door-logo" src="${safeHref(panel.self.logo)}" alt="" width="64" height="64" referrerpolicy="no-referrer">`}
  <p class="door-h">${name(panel.system)}</p>
  ${selfLinks(page, panel)}
  <dl>${
    panel.agency &&
    html`
    <div><dt class="vh">${t.agency}</dt><dd>${name(panel.agency)}</dd></div>`
  }${
    panel.purpose &&
    html`
    <div><dt>${t.purpose}</dt><dd>${name(panel.purpose)}</dd></div>`
  }
  </dl>
  ${steps(page, panel)}
  ${lattice(panel.lit ?? [])}
  ${panel.cancel && html`<form class="door-out" method="post" action="${panel.cancel}"><button class="linkish">${t.cancel(panel.system)}</button></form>`}
</div></aside>`;
}

/** The client's own word on itself: it stands here as that, and nobody else has checked it. */
function selfLinks(page: Page, { self }: FlowPanel): Renderable {
  const t = page.t.flow.door;
  const link = (address: string | undefined, words: string) =>
    address &&
    html`<a href="${safeHref(address)}" target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;
  const links = [link(self?.policy, t.policy), link(self?.terms, t.terms)].filter(Boolean);
  return links.length > 0 && html`<p class="row s">${links}</p>`;
}

function steps(page: Page, panel: FlowPanel): Html {
  const t = page.t.flow.door;
  const all = [
    { key: 'sign_in', title: t.signIn, hint: t.signInHint, result: panel.person },
    { key: 'acting_for', title: t.actingFor, hint: t.actingForHint, result: panel.actingFor },
    { key: 'consent', title: t.consent, hint: t.consentHint, result: undefined },
  ];
  const at = all.findIndex(step => step.key === panel.step);
  return html`<ol class="thread" aria-label="${t.steps}">${all.map((step, index) => {
    if (index < at)
      return html`<li class="done"><i class="nq"></i><span><b>${step.title}<span class="vh">, ${t.done}</span></b><span>${step.result && name(step.result)}</span></span></li>`;
    const mark = index === at ? 'nq v' : 'nq o';
    return html`<li${index === at && html` aria-current="step"`}><i class="${mark}"></i><span><b>${step.title}</b><span>${step.hint}</span></span></li>`;
  })}</ol>`;
}

/** Nobody knows where the request was going: no step, no lit nuqta. */
function unknownDoor(page: Page): Html {
  return html`<aside class="door" aria-label="${page.t.errors.label}"><div class="door-in">
  <p class="door-h">${page.t.errors.label}</p>
  <p class="door-k">${page.t.errors.lede}</p>
  ${lattice([])}
  <p class="far"><a href="/">${page.t.errors.all}</a></p>
</div></aside>`;
}
