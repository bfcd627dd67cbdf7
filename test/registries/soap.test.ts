/** SOAP as a registry speaks it, and what is no SOAP at all. */
import { expect, test } from 'vitest';
import { Garbage } from '../../src/registries/reading.ts';
import { soap } from '../../src/registries/soap.ts';

const SERVICE = 'urn:registry:sample:1';
const dialect = soap(SERVICE);
const envelope = (body: string, before = '') =>
  `${before}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const answer = (inside: string) => envelope(`<m:askResponse xmlns:m="${SERVICE}">${inside}</m:askResponse>`);
const read = (text: string, status = 200) => dialect.read('/desk/ask', status, text);

test('a question is one message of the service, and nothing in it can be taken for more', () => {
  const written = dialect.write('/desk/ask', { id: '1</q:id><q:id>2 & "3"', other: undefined });
  expect(written).toContain(
    `<q:ask xmlns:q="${SERVICE}"><q:id>1&#60;/q:id&#62;&#60;q:id&#62;2 &#38; &#34;3&#34;</q:id></q:ask>`,
  );
  expect(dialect.headers('/desk/ask')).toMatchObject({ soapaction: `"${SERVICE}#ask"` });
});

test('an answer is a record: elements, lists of the same name, text in any of the ways of XML, and nothing as nil', () => {
  const inside = `
    <m:id>99</m:id><m:list><m:one>a &amp; b</m:one></m:list><m:list><m:one><![CDATA[<c> &amp;]]></m:one></m:list>
    <m:letter>&#1587;&#x627;</m:letter>
    <m:until xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true"/><m:empty/><!-- hidden -->`;
  expect(read(answer(inside))).toEqual({
    id: '99',
    list: [{ one: 'a & b' }, { one: '<c> &amp;' }],
    letter: 'سا',
    until: null,
    empty: '',
  });
});

test('an unknown record is said by a fault of the service; every other fault is a failure', () => {
  const fault = (detail: string) => envelope(`<s:Fault><faultcode>s:Client</faultcode>${detail}</s:Fault>`);
  const none = fault(`<detail><code xmlns="${SERVICE}">NO_RECORD</code></detail>`);
  expect(read(none, 500)).toBeUndefined();
  expect(read(none, 200)).toBe('failed');
  expect(read(fault('<detail><code xmlns="urn:other">NO_RECORD</code></detail>'), 500)).toBe('failed');
  expect(read(fault(''), 500)).toBe('failed');
  expect(read(answer('<m:id>1</m:id>'), 500)).toBe('failed');
  expect(read('<html>', 404)).toBe('failed');
});

test.each([
  ['a document type', envelope(`<m:askResponse xmlns:m="${SERVICE}"/>`, '<!DOCTYPE a [<!ENTITY b "c">]>')],
  ['an entity of its own', answer('<m:id>&secret;</m:id>')],
  ['a lone ampersand', answer('<m:id>a & b</m:id>')],
  ['a page', '<html>سامانه در دست تعمیر است</html>'],
  ['JSON', '{"id": "1"}'],
  ['half an answer', answer('<m:id>1</m:id>').slice(0, -20)],
  ['an envelope of another version', answer('').replaceAll('schemas.xmlsoap.org', 'www.w3.org')],
  ['another message', envelope(`<m:otherResponse xmlns:m="${SERVICE}"/>`)],
  ['a message of another service', envelope('<m:askResponse xmlns:m="urn:other"/>')],
  ['two messages', envelope(`<m:askResponse xmlns:m="${SERVICE}"/><m:askResponse xmlns:m="${SERVICE}"/>`)],
  ['an unknown prefix', answer('<n:id>1</n:id>')],
  ['a name of another service', answer('<id xmlns="urn:other">1</id>')],
  ['text between elements', answer('<m:a>x<m:b>1</m:b></m:a>')],
  ['a crowd of elements', answer('<m:a/>'.repeat(100_000))],
  [
    'a crowd of attributes',
    answer(`<m:a ${Array.from({ length: 50_000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
  ],
  ['a crowd of written signs', answer(`<m:a>${'&amp;'.repeat(100_000)}</m:a>`)],
  ['a bottomless answer', answer(`${'<m:a>'.repeat(60)}${'</m:a>'.repeat(60)}`)],
])('%s is not believed', (_, text) => {
  expect(() => read(text)).toThrow(Garbage);
});

test('five hundred rows are no crowd', () => {
  const rows = Array.from({ length: 500 }, (_, n) => `<m:row>${`<m:a>${n}</m:a>`.repeat(12)}</m:row>`);
  expect((read(answer(rows.join(''))) as { row: unknown[] }).row).toHaveLength(500);
});

test('a record cannot reach into our objects', () => {
  const found = read(answer('<m:__proto__><m:polluted>1</m:polluted></m:__proto__>')) as object;
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
