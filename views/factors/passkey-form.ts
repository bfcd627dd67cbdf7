import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from '../parts/icon.ts';

export interface PasskeyForm {
  readonly action: string;
  /** create: the browser makes a passkey; get: it answers with one. */
  readonly does: 'create' | 'get';
  /** Options of the server, as JSON. */
  readonly options: string;
  readonly button: string;
  /** Fields before the button. */
  readonly fields?: Html;
  /** One filled button a page; the second way is outlined. */
  readonly second?: boolean;
  /** Nothing is said where passkeys do not work: the page has another way anyhow. */
  readonly quiet?: boolean;
}

/**
 * A form whose hidden field `passkey` is filled by the browser's answer. Without script, or in a browser that knows
 * no passkeys, it stays hidden and a sentence stands in its place.
 */
export function passkeyForm(page: Page, form: PasskeyForm): Html {
  const t = page.t.factors.passkey;
  return html`<form method="post" action="${form.action}" class="stack g5" data-passkey="${form.does}" data-options="${form.options}" hidden>
${form.fields}
<input type="hidden" name="passkey" value="">
<p class="err" data-passkey-failed hidden>${icon(page, 'warn')} ${t.failed}</p>
<button class="btn wide${form.second && ' line'}">${icon(page, 'key')}${form.button}</button>
</form>
${!form.quiet && html`<p class="dim" data-passkey-missing>${t.needsScript}</p>`}
<script type="module" src="/assets/passkey.js?v=${page.assetVersion}"></script>`;
}
