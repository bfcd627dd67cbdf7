import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { changePage } from './change.ts';
import type { NewPasskeyData } from './data.ts';
import { passkeyForm } from './passkey-form.ts';

export function newPasskeyPage(page: Page, data: NewPasskeyData): Html {
  const t = page.t.factors.passkey;
  const name = field(page, {
    name: 'name',
    label: t.name,
    hint: t.nameHint,
    value: data.name,
    required: true,
    autocomplete: 'off',
  });
  return changePage(
    page,
    data,
    { title: t.addTitle, lede: t.addLede },
    passkeyForm(page, {
      action: '/me/security/passkeys/new',
      does: 'create',
      options: data.options,
      button: t.make,
      fields: name,
    }),
  );
}
