import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { Voucher } from '../flow/data.ts';

/** By the class that a field says it has. */
export const voucherOf = {
  authoritative: 'register',
  verified: 'matched',
  derived: 'derived',
  self_declared: 'self',
} as const satisfies Record<string, Voucher>;

/** Of values that stand under one register. */
export function commonVoucher(vouchers: readonly Voucher[]): Voucher {
  return vouchers.includes('register') ? 'register' : (vouchers[0] ?? 'register');
}

const forms: Record<Voucher, string> = { register: 'nq', matched: 'nq v', derived: 'nq h', self: 'nq o' };

/** The rhombic dot whose form says who vouches for a fact. Decorative: the word stands beside it. */
export function nuqta(voucher: Voucher, colour: 't-brand' | 't-wait' | 'gold' | 'dim' | '' = ''): Html {
  return html`<i class="${[forms[voucher], colour].filter(Boolean).join(' ')}"></i>`;
}

export function voucherColour(voucher: Voucher): 't-brand' | 'dim' {
  return voucher === 'self' ? 'dim' : 't-brand';
}

/** What the four forms mean; only those that the page uses. */
export function nuqtaKey(page: Page, used: readonly Voucher[], dates: boolean): Html {
  const words = page.t.flow.consent.vouchers;
  const order: readonly Voucher[] = ['register', 'matched', 'derived', 'self'];
  return html`<p class="key">${order
    .filter(voucher => used.includes(voucher))
    .map(voucher => html`<span>${nuqta(voucher, voucherColour(voucher))} ${words[voucher]}</span>`)}${
    dates && html`<span>${page.t.flow.consent.dates}</span>`
  }</p>`;
}

/** A row of full and hollow dots: spared fields, and those that remain. */
export function nuqtaRow(full: number, hollow: number): Html {
  const dots = [...Array<Html>(full).fill(nuqta('register')), ...Array<Html>(hollow).fill(nuqta('self'))];
  return html`<p class="dots t-brand" aria-hidden="true">${dots}</p>`;
}
