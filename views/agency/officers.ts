import type { Role } from '../../src/agencies/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { OfficerRow, OfficersData } from './data.ts';
import { agencyHead, agencyLayout } from './shell.ts';

const roles: readonly Role[] = ['owner', 'developer', 'data_protection', 'auditor'];
const looks = {
  asked: ['wait', 'clock'],
  invited: ['wait', 'clock'],
  active: ['ok', 'check'],
  expired: ['plain', 'ended'],
  ended: ['plain', 'ended'],
} as const;

/** Who works for an agency, and the form that invites. */
export function officersPage(page: Page, data: OfficersData): Html {
  const t = page.t.agencies.officers;
  return agencyLayout(
    page,
    data,
    { title: t.title(data.agency.name), current: 'officers', error: data.error !== undefined },
    html`${agencyHead(page, data, t.heading, t.lede)}
${officerList(page, data.officers, row => data.mayAppoint && endForm(page, data.agency.id, row))}
${data.mayAppoint && inviteForm(page, data)}
${data.mayAppoint && !data.standing.fromAbove && programForm(page, data)}`,
  );
}

/** Those that hold or wait, and folded away those that have ended. */
export function officerList(
  page: Page,
  rows: readonly OfficerRow[],
  actions: (row: OfficerRow) => Renderable,
): Html {
  const t = page.t.agencies.officers;
  const isPast = ({ officer }: OfficerRow) => officer.state === 'ended' || officer.state === 'expired';
  const past = rows.filter(isPast);
  const current = rows.filter(row => !isPast(row));
  return html`<section class="stack" aria-labelledby="current"><h2 id="current">${t.current}</h2>
${current.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="reg">${current.map(row => line(page, row, actions(row)))}</ul>`}
${
  past.length > 0 &&
  html`<details><summary>${t.past(page.format.number(past.length), past.length)}${icon(page, 'down')}</summary><ul class="reg">${past.map(row => line(page, row, undefined))}</ul></details>`
}</section>`;
}

function line(page: Page, { officer, name: called }: OfficerRow, actions: Renderable): Html {
  const t = page.t.agencies;
  const [kind, sign] = looks[officer.state];
  const since = officer.acceptedAt ?? officer.invitedAt;
  return html`<li><h3>${called === undefined ? t.officers.somebody : name(called)}</h3>
<p class="row">${tag(page, 'brand', 'person', t.roles[officer.role])}${
    officer.contractor && tag(page, 'wait', 'pen', t.contractor)
  }${tag(page, kind, sign, t.officers.states[officer.state])}</p>
<p class="s dim">${officer.company && html`${name(officer.company)}. `}${t.officers.since} ${when(page, since)}${
    officer.state === 'invited' &&
    html`${page.t.common.comma}${t.officers.until} ${when(page, officer.validUntil, 'date')}`
  }${
    officer.endedAt &&
    html`. ${officer.endReason ? t.officers.reasons[officer.endReason] : ''} ${when(page, officer.endedAt)}`
  }</p>${actions}</li>`;
}

/** Taking away asks once more, without script. */
function endForm(page: Page, agencyId: string, { officer, name: called }: OfficerRow): Html {
  const t = page.t.agencies.officers;
  const action = `/agency/agencies/${agencyId}/officers/${officer.id}/end`;
  const who = html`<span class="vh">: ${called ?? t.somebody}, ${page.t.agencies.roles[officer.role]}</span>`;
  if (officer.state !== 'active')
    return html`<form method="post" action="${action}"><button class="btn bad sm">${t.withdraw}${who}</button></form>`;
  return html`<details><summary class="btn bad sm">${t.end}${who}</summary><form method="post" action="${action}" class="stack g2"><p class="s">${t.endText}</p><div><button class="btn bad sm">${t.endYes}${who}</button></div></form></details>`;
}

function inviteForm(page: Page, data: OfficersData): Html {
  const t = page.t.agencies;
  const { form } = data;
  return html`<section class="sec stack" aria-labelledby="invite"><h2 id="invite">${t.officers.invite}</h2>
${data.error && note(page, 'bad', 'warn', html`<p role="alert"><b>${data.error}</b></p>`)}
<form method="post" action="/agency/agencies/${data.agency.id}/officers" class="stack" autocomplete="off">
<div class="grid2 pairs">
${field(page, { name: 'national_id', label: t.officers.nationalId, hint: t.officers.nationalIdHint, value: form.national_id, inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', required: true })}
${field(page, {
  name: 'company',
  label: t.officers.company,
  hint: t.officers.companyHint,
  value: form.company,
})}
</div>
<fieldset class="stack g2" id="role"><legend>${t.officers.role}</legend>${roles.map(
    role =>
      html`<label class="choice"><input type="radio" name="role" value="${role}"${form.role === role && html` checked`}><span class="choice-t m">${t.roles[role]}</span><span class="s dim">${t.roleText[role]}</span></label>`,
  )}</fieldset>
<label class="check"><input type="checkbox" name="contractor" value="yes"${form.contractor === 'yes' && html` checked`}><span>${t.officers.contractor}</span></label>
<p class="s dim">${t.officers.validText}</p>
<div class="row"><button class="btn">${t.officers.send}</button></div></form></section>`;
}

/** A program that keeps the agency's clients from files gets a client and a secret of its own. */
function programForm(page: Page, { agency }: OfficersData): Html {
  const t = page.t.agencies.program;
  return html`<section class="sec stack" aria-labelledby="program"><h2 id="program">${t.title}</h2><p class="dim">${t.text}</p>
<details><summary class="btn line sm">${t.make}</summary><form method="post" action="/agency/agencies/${agency.id}/programs" class="stack g2"><p class="s">${t.makeText}</p><div><button class="btn sm">${t.makeYes}</button></div></form></details></section>`;
}
