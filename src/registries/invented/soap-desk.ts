import type { Question } from './answers.ts';

/** In which words a desk is asked and answers. */
export interface DeskTongue {
  readonly type: string;
  read(text: string): Question;
  write(answer: object): string;
  readonly none: readonly [status: number, body: string];
}

const SERVICE = 'urn:registry:education:1';
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const envelope = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header/>\n <S:Body>${body}</S:Body>\n</S:Envelope>`;

function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return escaped(String(value ?? ''));
  return Object.entries(value)
    .filter(([, part]) => part !== undefined && part !== null)
    .map(([name, part]) => `<${name}>${written(part)}</${name}>`)
    .join('');
}

/** The register of academic records of the invented country speaks SOAP 1.1, as many registers do. */
export const soapDesk: DeskTongue = {
  type: 'text/xml; charset=utf-8',
  read: text =>
    Object.fromEntries(
      [...text.matchAll(/<q:(\w+)>([^<]*)<\/q:\1>/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  write: answer => envelope(`<madrakResponse xmlns="${SERVICE}">${written(answer)}</madrakResponse>`),
  none: [
    500,
    envelope(
      `<S:Fault><faultcode>S:Client</faultcode><faultstring>no such record</faultstring><detail><code xmlns="${SERVICE}">NO_RECORD</code></detail></S:Fault>`,
    ),
  ],
};
