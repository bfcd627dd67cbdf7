import type { Status } from '../../src/status/index.ts';
import { html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';

/** Outages and announcements as an Atom feed (RFC 4287), the newest first. */
export function statusFeed(page: Page, status: Status): string {
  const t = page.t.status;
  const { moment } = page.format;
  const entries = [
    ...status.outages.map(({ id, name, beganAt, endedAt }) => ({
      id,
      title: (endedAt ? t.was : t.is)(name[page.lang]),
      text: endedAt ? t.fromTo(moment(beganAt), moment(endedAt)) : t.from(moment(beganAt)),
      at: endedAt ?? beganAt,
    })),
    ...status.announcements.map(({ id, text, beginsAt, endsAt }) => ({
      id,
      title: text[page.lang],
      text: t.fromTo(moment(beginsAt), moment(endsAt)),
      at: beginsAt,
    })),
  ].sort((one, other) => other.at.getTime() - one.at.getTime());
  const address = `${page.issuer}/status`;
  return `<?xml version="1.0" encoding="utf-8"?>
${
  html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${page.lang}">
<title>${t.title}</title><id>${address}</id><updated>${(entries[0]?.at ?? page.at).toISOString()}</updated>
<link rel="self" href="${address}.atom"/><author><name>${page.t.common.name}</name></author>
${entries.map(
  entry =>
    html`<entry><id>urn:uuid:${entry.id}</id><title>${entry.title}</title><updated>${entry.at.toISOString()}</updated><summary>${entry.text}</summary><link href="${address}"/></entry>
`,
)}</feed>`.text
}
`;
}
