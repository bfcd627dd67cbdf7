import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { code } from '../parts/rich.ts';
import { changePage } from './change.ts';
import type { NewTotpData } from './data.ts';

export function newTotpPage(page: Page, data: NewTotpData): Html {
  const t = page.t.factors.totp;
  return changePage(
    page,
    data,
    { title: t.addTitle, lede: t.text },
    html`<div class="stack g3"><p>${t.scan}</p>${picture(page, data.squares)}
<p>${t.secret}<br>${code(data.secret.replace(/(.{4})(?=.)/g, '$1 '))}</p></div>
<form method="post" action="/me/security/totp/new" class="stack g5">
<input type="hidden" name="offer" value="${data.sealed}">
${field(page, {
  name: 'code',
  label: t.code,
  hint: t.codeHint,
  dir: 'ltr',
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  required: true,
  big: true,
})}
<button class="btn wide">${t.submit}</button>
</form>`,
  );
}

/** The QR code as one path, dark on light in every scheme: cameras want it so. */
function picture(page: Page, squares: NewTotpData['squares']): Html {
  const t = page.t.factors.totp;
  const size = squares.length;
  const path = squares.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`<svg class="w12" viewBox="0 0 ${size} ${size}" width="240" height="240" role="img" aria-labelledby="qr-title qr-text" shape-rendering="crispEdges"><title id="qr-title">${t.picture}</title><desc id="qr-text">${t.pictureText}</desc><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
