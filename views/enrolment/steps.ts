import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { passkeyForm } from '../factors/passkey-form.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import type { CheckData, DoneData, FactorData, PasswordData } from './data.ts';
import { stepPage, type Wrong } from './shell.ts';

const wrongIf = (refused: string | undefined, more: Partial<Wrong> = {}): Wrong | undefined =>
  refused === undefined ? undefined : { sentence: refused, ...more };

/** A registry does not answer: what was typed is kept, and one button tries again. */
export function checkPage(page: Page, data: CheckData): Html {
  const t = page.t.enrolment.check;
  return stepPage(
    page,
    { title: t.title },
    { wrong: wrongIf(data.refused) ?? { sentence: t[data.flow] }, until: data.until },
    html`<p>${t.kept}</p>
<form method="post" action="${data.base}/check"><button class="btn wide">${t.again}</button></form>`,
  );
}

/** Recovery of an account that is guarded by more than a mobile. */
export function factorPage(page: Page, data: FactorData): Html {
  const t = page.t.enrolment.factor;
  const kinds = [
    ...(data.totp ? [{ value: 'totp', label: t.totp }] : []),
    ...(data.recovery ? [{ value: 'recovery', label: t.recovery }] : []),
  ];
  return stepPage(
    page,
    { title: t.title, lede: t.lede },
    { wrong: wrongIf(data.refused), until: data.until },
    html`${
      kinds.length > 0 &&
      html`<form method="post" action="${data.base}/factor" class="stack g5">
${
  kinds.length > 1
    ? field(page, { name: 'factor', label: t.kind, options: kinds, big: true })
    : html`<input type="hidden" name="factor" value="${kinds[0]?.value}">`
}
${field(page, {
  name: 'code',
  label: kinds.length > 1 ? t.code : kinds[0]?.label,
  hint: t.codeHint,
  ...(data.refused === undefined ? {} : { error: page.t.enrolment.code.look }),
  dir: 'ltr',
  autocomplete: 'one-time-code',
  required: true,
  big: true,
})}
<button class="btn wide">${t.submit}</button>
</form>`
    }
${
  data.passkey !== undefined &&
  passkeyForm(page, {
    action: `${data.base}/factor`,
    does: 'get',
    options: data.passkey,
    button: t.passkey,
    fields: html`<input type="hidden" name="factor" value="passkey">`,
    second: kinds.length > 0,
  })
}
<details><summary>${t.none}</summary><p>${t.noneText}</p></details>`,
  );
}

export function passwordPage(page: Page, data: PasswordData): Html {
  const t = page.t.enrolment.password;
  return stepPage(
    page,
    { title: t.title, lede: page.t.factors.password.text, step: [3, 3] },
    {
      wrong: wrongIf(data.refused, { fields: [{ name: 'password', label: t.toPassword }] }),
      until: data.until,
    },
    html`<form method="post" action="${data.base}/password" class="stack g5">
${field(page, {
  name: 'password',
  label: t.password,
  hint: page.t.factors.password.freshHint(page.format.number(data.least)),
  ...(data.refused === undefined ? {} : { error: t.look }),
  type: 'password',
  dir: 'ltr',
  autocomplete: 'new-password',
  required: true,
  big: true,
})}
${data.flow === 'recovery' && html`<p class="dim">${t.others}</p>`}
<button class="btn wide">${data.flow === 'enrolment' ? t.make : t.put}</button>
</form>`,
  );
}

export function donePage(page: Page, data: DoneData): Html {
  const t = page.t.enrolment.done[data.flow];
  return stepPage(
    page,
    { title: t.title },
    { wrong: undefined },
    html`<p>${t.text}</p>
<p><a class="btn wide" href="${data.next}">${icon(page, 'enter', { flip: true })}${page.t.enrolment.done.next}</a></p>`,
  );
}

/** Over, or begun in another browser: which of the two is not told. */
export function overPage(page: Page, restart: string, refused?: string): Html {
  const t = page.t.enrolment.over;
  return stepPage(
    page,
    { title: t.title },
    { wrong: { sentence: refused ?? t.text } },
    html`<p class="row"><a class="btn" href="${restart}">${t.restart}</a><a class="btn line" href="/sign-in">${page.t.common.signIn}</a></p>`,
  );
}
