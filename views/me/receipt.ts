import type { Receipt, ShownValue } from '../../src/consent/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { paragraphs } from '../cases/parts.ts';
import type { Voucher } from '../flow/data.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { icon } from '../parts/icon.ts';
import { commonVoucher, nuqta, nuqtaKey, voucherColour, voucherOf } from '../parts/nuqta.ts';
import { code, identifier, name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { showValue } from '../parts/value.ts';
import { when } from '../parts/when.ts';
import { stateTag } from './consent-card.ts';
import type { ReceiptData } from './data.ts';

/** The signed record of one permission: a page to print, to keep and to show. */
export function receiptPage(page: Page, { consent, receipt }: ReceiptData): Html {
  const t = page.t.consents;
  const { record } = receipt;
  const [purpose] = record.pii_processing.purposes;
  return layout(
    page,
    { title: t.receiptTitle, current: 'record' },
    html`${back(page, `/me/consents/${consent.id}`, page.t.me.consent.title(consent.agency ?? consent.system))}
<div class="act stack g5">
<div class="stack g2"><h1>${t.receiptTitle}</h1><p class="dim">${t.receiptLede}</p></div>
<dl class="facts c2">
<div><dt>${t.number}</dt><dd>${code(record.record.record_id)}</dd><dd>${stateTag(page, consent)}</dd></div>
<div><dt>${t.given}</dt><dd>${when(page, consent.givenAt, 'exact')}</dd></div>
<div><dt>${t.until}</dt><dd>${when(page, consent.endedAt ?? consent.expiresAt, 'exact')}</dd></div>
<div><dt>${t.receiver}</dt><dd>${name(consent.system)}</dd>${consent.agency && html`<dd>${name(consent.agency)}</dd>`}</div>
<div><dt>${t.purpose}</dt><dd>${name(consent.purpose)}</dd><dd>${t.version(page.format.number(purpose?.purpose_version ?? 1))}</dd></div>
${consent.retention && html`<div><dt>${t.retention}</dt><dd>${consent.retention}</dd></div>`}
${authority(page, receipt)}
</dl>
<section aria-labelledby="fields"><h2 id="fields">${t.fields}</h2>${fields(page, receipt)}</section>
<section class="stack g3" aria-labelledby="text"><h2 id="text">${t.text}</h2>
<div class="fine" lang="${record.pii_processing.language}" dir="${record.pii_processing.language === 'fa' ? 'rtl' : 'ltr'}">${paragraphs(record.pii_processing.privacy_notice)}</div></section>
<section class="stack g3" aria-labelledby="events"><h2 id="events">${t.events}</h2>
<ul class="bullets">${receipt.events.map(
      event =>
        html`<li>${when(page, event.event_time, 'exact')}: ${t.states[event.event_state]}${page.t.common.comma}${t.by[event.by]}</li>`,
    )}</ul></section>
<section class="stack g3" aria-labelledby="proof"><h2 id="proof">${t.proof}</h2><p>${t.proofText}</p>
<dl class="facts"><div><dt>${t.keys}</dt><dd>${code(receipt.keys)}</dd></div>
<div><dt>${t.signature}</dt><dd>${code(receipt.signed_record.split('.').at(-1) ?? '')}</dd></div></dl></section>
<p class="noprint"><a class="btn" href="/me/consents/${consent.id}/receipt.json" download>${icon(page, 'download')}${t.download}</a></p>
<p class="s dim noprint">${t.print}</p>
</div>`,
  );
}

function authority(page: Page, { record }: Receipt): Renderable {
  const t = page.t.consents;
  const { authority } = record;
  if (authority.type === 'self') return html`<div><dt>${t.subject}</dt><dd>${page.t.me.yourself}</dd></div>`;
  const { proof } = authority;
  return html`<div><dt>${t.subject}</dt><dd>${name(authority.name[page.lang])}</dd><dd>${identifier(page, authority.id)}</dd></div>
<div><dt>${t.power}</dt><dd>${t.bases[proof.basis === 'mandate' ? 'mandate' : 'registry']}</dd>${
    proof.register_record && html`<dd>${t.registerRecord} ${identifier(page, proof.register_record)}</dd>`
  }${proof.limit && html`<dd>${page.t.mandates.upTo(page.format.number(proof.limit.amount))}</dd>`}${
    proof.as_of && html`<dd>${t.asOf} ${when(page, proof.as_of, 'date')}</dd>`
  }</div>`;
}

/** By register, which stands once, as the consent page showed them. */
function fields(page: Page, { record, values }: Receipt): Html {
  const shown = new Map((values ?? []).map(value => [value.key, value]));
  const rows = record.pii_processing.purposes
    .flatMap(purpose => purpose.pii_information)
    .map(({ pii_attribute_id: key, pii_type, source }) => ({
      key,
      label: pii_type[page.lang],
      value: shown.get(key),
      source: typeof source === 'string' ? page.t.flow.consent.selfGroup : source.name[page.lang],
      voucher: voucherIn(shown.get(key), typeof source === 'string' ? 'self' : 'register'),
    }));
  const groups = [...Map.groupBy(rows, ({ source }) => source)];
  return html`${nuqtaKey(
    page,
    rows.map(({ voucher }) => voucher),
    rows.some(({ value }) => value?.fetched_at),
  )}${groups.map(([source, rows]) => {
    const voucher = commonVoucher(rows.map(row => row.voucher));
    return html`<section class="vals"><h3>${nuqta(voucher, voucherColour(voucher))}<span>${source}</span></h3>
<dl>${rows.map(row => html`<div><dt>${row.voucher !== voucher && html`${nuqta(row.voucher, voucherColour(row.voucher))} `}${row.label}</dt>${row.value && html`<dd>${shownValue(page, row.key, row.value)}</dd><dd class="src">${origin(page, row.value)}</dd>`}</div>`)}</dl></section>`;
  })}`;
}

/** The oldest receipts do not say it of each value: there the kind of the source stands for it. */
function voucherIn(value: ShownValue | undefined, otherwise: Voucher): Voucher {
  return value?.class ? voucherOf[value.class] : otherwise;
}

function shownValue(page: Page, key: string, value: ShownValue): Renderable {
  const t = page.t.flow.consent;
  const words: Readonly<Record<string, string>> = { absent: t.absent, not_applicable: t.notApplicable };
  if (value.status === 'present' || value.status === 'disputed')
    return showValue(page, key, value.value as Parameters<typeof showValue>[2]);
  return html`<span class="dim">${words[value.status] ?? '—'}</span>`;
}

/** When it was fetched and in what state it was, as it was said before the yes. */
function origin(page: Page, { status, stale, fetched_at: at }: ShownValue): Renderable {
  const t = page.t.flow.consent;
  const mark =
    status === 'disputed'
      ? tag(page, 'wait', 'flag', t.disputed)
      : status === 'source_down'
        ? tag(page, 'bad', 'unplug', t.sourceDown)
        : stale && status === 'present' && tag(page, 'wait', 'clock', t.stale);
  return html`${mark}${at && when(page, at, 'moment')}`;
}
