import { type Html, html } from '../../src/web/html.ts';
import type { Guest, Page } from '../../src/web/page.ts';
import { passkeyForm } from '../factors/passkey-form.ts';
import { flowLayout } from '../layout.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name, rich } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import type { SignInData } from './data.ts';

/** The one refusal that typing again may mend. */
const WRONG = 'identity.sign_in_refused';

/** The door, also for who is in and has to prove it again. What was typed stays after a mistake, except the password. */
export function signInPage(page: Page, data: SignInData): Html {
  const t = page.t.flow.signIn;
  const { refused } = data;
  const { person } = data.panel;
  const wrong = refused?.code === WRONG;
  return flowLayout(
    page,
    data.panel,
    { title: person ? t.againTitle : t.title, width: 'slim', error: refused !== undefined },
    html`<h1>${person ? t.againTitle : t.title}</h1>
${refused ? alert(page, refused) : html`<p class="dim">${person ? rich(slot => t.againLede(slot(html`<b>${name(person)}</b>`))) : t.lede}</p>`}
${page.guest && !refused && !person && guestNote(page, page.guest)}
<form method="post" action="${data.action}" class="stack g5">
${field(page, {
  name: 'national_id',
  label: t.nationalId,
  hint: t.nationalIdHint,
  ...(wrong && refused.unreadable ? { error: t.unreadable } : {}),
  value: data.nationalId,
  dir: 'ltr',
  inputmode: 'numeric',
  autocomplete: 'username',
  required: true,
  big: true,
})}
${field(page, {
  name: 'password',
  label: t.password,
  ...(wrong && !refused.unreadable ? { error: t.again } : {}),
  type: 'password',
  dir: 'ltr',
  autocomplete: 'current-password',
  required: true,
  big: true,
})}
<button class="btn wide">${t.submit}</button>
</form>
${
  data.passkey &&
  passkeyForm(page, {
    action: data.action,
    does: 'get',
    options: data.passkey,
    button: page.t.secondFactor.signIn,
    second: true,
    quiet: true,
  })
}
${elsewhere(page, data)}
<p class="s dim row top-line">${icon(page, 'lock')}<span>${rich(slot => t.address(slot(code(page.issuer))))}</span></p>`,
  );
}

/** So that a newcomer to the demo is signed in without having read anything. */
function guestNote(page: Page, guest: Guest): Html {
  const t = page.t.flow.signIn;
  return note(
    page,
    'plain',
    'info',
    html`<div><p><b>${t.guest(guest.name[page.lang])}</b></p>
<p><span class="dim">${t.nationalId}</span> <span class="id">${page.format.digits(guest.identifier)}</span></p>
<p><span class="dim">${t.password}</span> ${code(guest.password)}</p></div>`,
  );
}

/** Who cannot sign in yet, or no more; they lead back to this very page. */
function elsewhere(page: Page, data: SignInData): Html {
  const query = new URLSearchParams({ to: data.action.replace(/\/login(?=\?|$)/, ''), lang: page.lang });
  const { begin, recover } = page.t.enrolment;
  return html`${!data.panel.person && html`<p><a href="/enrol?${query.toString()}">${begin.link}</a></p>`}
<p><a href="/recover?${query.toString()}">${recover.link}</a></p>`;
}

/** What happened as a heading, then why and what to do; the sentence of the fault may begin with the heading. */
function alert(page: Page, refused: NonNullable<SignInData['refused']>): Html {
  const t = page.t.flow.signIn;
  const { sentence } = refused;
  const rest = sentence.startsWith(t.refused)
    ? sentence.slice(t.refused.length).replace(/^\.\s*/, '')
    : sentence;
  return html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.refused}</h2>
<p>${rest}</p>${
    refused.code === WRONG &&
    html`
<p>${refused.unreadable ? html`<a href="#national_id">${t.toNationalId}</a>` : html`<a href="#password">${t.toPassword}</a>`}</p>`
  }</div>`;
}
