import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import type { SignatoryShown } from './data.ts';

/** Before anybody is asked, while signatures are awaited, and afterwards. */
type Time = 'before' | 'waiting' | 'over';

/** Who signed, who refused, who is asked: nuqtas on a line. */
export function signatureThread(page: Page, signatories: readonly SignatoryShown[], time: Time): Html {
  return html`<ol class="eyes card">${signatories.map(one => line(page, one, time))}</ol>`;
}

function line(page: Page, one: SignatoryShown, time: Time): Html {
  const t = page.t.approvals;
  const marks = { signed: 'nq t-ok', refused: 'nq t-bad', asked: 'nq v t-wait', no_account: 'nq o dim' };
  const tags = {
    signed: () => tag(page, 'ok', 'check', t.signed),
    refused: () => tag(page, 'bad', 'cross', t.refusedTag),
    asked: () =>
      time === 'waiting'
        ? tag(page, 'wait', 'clock', t.asked)
        : tag(page, 'plain', 'clock', t.unsigned[time]),
    no_account: () => tag(page, 'plain', 'person', t.noAccount),
  };
  return html`<li><i class="${marks[one.state]}"></i><b>${name(one.name)}${one.you && html` (${t.you})`}</b> ${tags[one.state]()}${
    one.at && html`<br><span class="s dim">${when(page, one.at)}</span>`
  }${one.state === 'no_account' && time === 'waiting' && html`<br><span class="s dim">${t.noAccountText}</span>`}</li>`;
}
