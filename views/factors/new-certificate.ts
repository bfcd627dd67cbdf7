import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { changePage } from './change.ts';
import type { NewCertificateData } from './data.ts';

/** The certificate that the browser shows, to be added; without one, how to show it. */
export function newCertificatePage(page: Page, data: NewCertificateData): Html {
  const t = page.t.factors.certificate;
  const { shown } = data;
  if (!shown)
    return changePage(
      page,
      data,
      { title: t.addTitle, lede: t.text },
      note(page, 'wait', 'unplug', html`<p>${t.missing}</p>`),
    );
  return changePage(
    page,
    data,
    { title: t.addTitle, lede: t.addLede },
    html`<dl class="facts c2"><dt>${t.subject}</dt><dd>${name(shown.subject)}</dd>
<dt>${t.issuer}</dt><dd>${name(shown.issuer)}</dd>
<dt>${t.until}</dt><dd>${when(page, shown.until, 'date')}</dd></dl>
<form method="post" action="/me/security/certificates/new"><button class="btn wide">${t.submit}</button></form>`,
  );
}
