/**
 * SOAP 1.1 (document/literal) as a dialect: small questions, and answers read strictly. Document types and entities of
 * one's own are refused before anything is parsed, names count with their namespaces, and every value is text.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Dialect } from './dialect.ts';
import { Garbage, type Row, row } from './reading.ts';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const DEEPEST = 20;
/** Signs of markup in one answer: five hundred rows of a dozen parts have not as many, and more would hold everybody up. */
const MOST_SIGNS = 20_000;

/** @param service namespace of the registry's messages: <path> is asked, <path>Response is answered */
export function soap(service: string): Dialect {
  const operation = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  return {
    headers: path => ({
      'content-type': 'text/xml; charset=utf-8',
      accept: 'text/xml',
      soapaction: `"${service}#${operation(path)}"`,
    }),
    write: (path, question) => {
      const parts = Object.entries(question)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `<q:${name}>${escapeXml(value ?? '')}</q:${name}>`);
      const asked = `<q:${operation(path)} xmlns:q="${service}">${parts.join('')}</q:${operation(path)}>`;
      return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${ENVELOPE}"><soap:Body>${asked}</soap:Body></soap:Envelope>`;
    },
    read: (path, status, answer) => {
      if (status !== 200 && status !== 500) return 'failed';
      const body = bodyOf(answer);
      // SOAP 1.1, 6.2: a fault comes with status 500, and nothing else does.
      if (body.uri === ENVELOPE && body.name === 'Fault')
        return status === 500 && isNoRecord(body, service) ? undefined : 'failed';
      if (status !== 200) return 'failed';
      if (body.uri !== service || body.name !== `${operation(path)}Response`)
        throw new Garbage('another message');
      return row(contentOf(body, service, 0));
    },
  };
}

interface Element {
  readonly uri: string;
  readonly name: string;
  readonly nil: boolean;
  readonly elements: readonly Element[];
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
});

function isTooBusy(answer: string): boolean {
  const markup = /[<=&]/g;
  let signs = 0;
  while (signs <= MOST_SIGNS && markup.test(answer)) signs += 1;
  return signs > MOST_SIGNS;
}

/** The one message of an envelope. */
function bodyOf(answer: string): Element {
  if (isTooBusy(answer)) throw new Garbage('too much markup');
  if (/<!(DOCTYPE|ENTITY)/i.test(answer)) throw new Garbage('a document type');
  if (!answer.trimStart().startsWith('<') || XMLValidator.validate(answer) !== true)
    throw new Garbage('not XML');
  const top = elementsOf(parseXml(answer), new Map(), 0);
  const [envelope] = top;
  const body = envelope?.elements.find(({ uri, name }) => uri === ENVELOPE && name === 'Body');
  if (top.length !== 1 || envelope?.uri !== ENVELOPE || envelope.name !== 'Envelope')
    throw new Garbage('no envelope');
  const [message] = body?.elements ?? [];
  if (!message || body?.elements.length !== 1) throw new Garbage('not one message');
  return message;
}

type Node = Readonly<Record<string, unknown>>;

function parseXml(answer: string): readonly Node[] {
  try {
    return parser.parse(answer) as readonly Node[];
  } catch {
    throw new Garbage('not XML');
  }
}

function elementsOf(nodes: readonly Node[], outer: ReadonlyMap<string, string>, depth: number): Element[] {
  if (depth > DEEPEST) throw new Garbage('too deep');
  return nodes.flatMap(node => {
    const tag = Object.keys(node).find(key => key !== ':@' && !key.startsWith('#'));
    return tag === undefined ? [] : [elementOf(tag, node, outer, depth)];
  });
}

function elementOf(tag: string, node: Node, outer: ReadonlyMap<string, string>, depth: number): Element {
  const attributes = Object.entries((node[':@'] ?? {}) as Record<string, unknown>);
  const spaces = new Map(outer);
  for (const [name, value] of attributes)
    if (name === 'xmlns' || name.startsWith('xmlns:')) spaces.set(name.slice(6), decode(String(value)));
  const [prefix, name] = splitName(tag);
  const uri = spaces.get(prefix);
  if (uri === undefined && prefix !== '') throw new Garbage('an unknown prefix');
  const children = node[tag] as readonly Node[];
  return {
    uri: uri ?? '',
    name,
    nil: attributes.some(([key, value]) => {
      const [of, local] = splitName(key);
      return local === 'nil' && spaces.get(of) === INSTANCE && (value === 'true' || value === '1');
    }),
    elements: elementsOf(children, spaces, depth + 1),
    text: children.map(textOf).join(''),
  };
}

function splitName(name: string): [prefix: string, local: string] {
  const at = name.indexOf(':');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

function textOf(node: Node): string {
  if (typeof node['#text'] === 'string') return decode(node['#text']);
  const inside = node['#cdata'];
  return Array.isArray(inside) ? inside.map(one => String((one as Node)['#text'] ?? '')).join('') : '';
}

/** An element with elements is a record, of several with one name a list; without, text. */
function contentOf(element: Element, service: string, depth: number): unknown {
  if (element.nil) return null;
  if (element.elements.length === 0) return depth === 0 ? {} : element.text.trim();
  if (element.text.trim() !== '') throw new Garbage('text between elements');
  const parts = Map.groupBy(element.elements, ({ name }) => name);
  return Object.fromEntries(
    [...parts].map(([name, same]): [string, unknown] => {
      if (same.some(({ uri }) => uri !== service && uri !== '')) throw new Garbage('a foreign name');
      const values = same.map(one => contentOf(one, service, depth + 1));
      return [name, values.length === 1 ? values[0] : values];
    }),
  ) satisfies Row;
}

/** The registry's own word that it has no such record: <code>NO_RECORD</code> in the detail of the fault. */
function isNoRecord(fault: Element, service: string): boolean {
  const detail = fault.elements.find(({ name }) => name === 'detail');
  return (
    detail?.elements.some(
      ({ uri, name, text }) => uri === service && name === 'code' && text.trim() === 'NO_RECORD',
    ) ?? false
  );
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five names of XML and numbers of characters; a name of one's own has no meaning here. */
function decode(text: string): string {
  return text.replace(/&([^;\s]{0,12};)?/g, (_, written: string | undefined) => {
    const name = written?.slice(0, -1) ?? '';
    const code = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name);
    const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10) : Number.NaN;
    if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    const sign = Object.hasOwn(named, name) ? named[name] : undefined;
    if (sign === undefined) throw new Garbage('an entity');
    return sign;
  });
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.codePointAt(0)};`);
}
