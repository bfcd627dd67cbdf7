import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { errorAt } from '../parts/mistake.ts';
import { changePage } from './change.ts';
import type { NewPasswordData } from './data.ts';

export function newPasswordPage(page: Page, data: NewPasswordData): Html {
  const t = page.t.factors.password;
  const wrong = data.refused === undefined ? [] : [{ field: data.wrong, sentence: data.refused }];
  return changePage(
    page,
    data,
    { title: t.changeTitle, lede: t.text },
    html`<form method="post" action="/me/security/password" class="stack g5">
${
  data.needsOld &&
  field(page, {
    name: 'old_password',
    label: t.old,
    ...errorAt(wrong, 'old_password'),
    type: 'password',
    dir: 'ltr',
    autocomplete: 'current-password',
    required: true,
    big: true,
  })
}
${field(page, {
  name: 'password',
  label: t.fresh,
  ...errorAt(wrong, 'password'),
  hint: t.freshHint(page.format.number(data.least)),
  type: 'password',
  dir: 'ltr',
  autocomplete: 'new-password',
  required: true,
  big: true,
})}
<p class="dim">${t.others}</p>
<button class="btn wide">${t.change}</button>
</form>`,
  );
}
