/**
 * The labels of a form: from its JSON Schema, or from the source of its page. Pure; what is read is only ever text.
 */
import { Fault } from '../errors.ts';

/** Longer is no label; more is no form. */
const LONGEST = 200;
const MOST_LABELS = 1000;
const DEEPEST = 12;

/**
 * The titles of all properties of a JSON Schema, nested ones too; a property without a title by its key.
 * @throws overlap.not_a_schema, overlap.too_many {most}
 */
export function labelsOfSchema(text: string): string[] {
  const schema = parsed(text);
  if (!isObject(schema) || !isObject(schema.properties)) throw new Fault('bad_input', 'overlap.not_a_schema');
  const labels: string[] = [];
  collect({ root: schema, seen: new Set(), labels }, schema, 0);
  return checked(labels);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('bad_input', 'overlap.not_a_schema');
  }
}

type Node = Readonly<Record<string, unknown>>;

interface Walk {
  readonly root: Node;
  /** Each part of the schema is read once: definitions that name each other many times cost no more than their text. */
  readonly seen: Set<Node>;
  readonly labels: string[];
}

function collect(walk: Walk, node: Node, depth: number): void {
  const { root, seen, labels } = walk;
  if (depth > DEEPEST || labels.length > MOST_LABELS || seen.has(node)) return;
  seen.add(node);
  for (const [key, value] of Object.entries(isObject(node.properties) ? node.properties : {})) {
    const property = resolved(root, value);
    if (!property) continue;
    const inner = isObject(property.items) ? (resolved(root, property.items) ?? property) : property;
    if (isObject(inner.properties)) collect(walk, inner, depth + 1);
    else labels.push(typeof property.title === 'string' ? property.title : key.replaceAll('_', ' '));
  }
}

/** Follows one reference inside the same document; any other is left alone. */
function resolved(root: Node, value: unknown): Node | undefined {
  if (!isObject(value)) return undefined;
  const name = typeof value.$ref === 'string' ? /^#\/(\$defs|definitions)\/([^/]+)$/.exec(value.$ref) : null;
  if (!name?.[1] || !name[2]) return value;
  const group = root[name[1]];
  const found = isObject(group) && Object.hasOwn(group, name[2]) ? group[name[2]] : undefined;
  return isObject(found) ? found : value;
}

function isObject(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const controls =
  'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]), select, textarea';

/**
 * What a page asks: for each control of its forms the label, else its aria-label, placeholder or title.
 * @throws overlap.no_form, overlap.too_many {most}
 */
export async function labelsOfPage(source: string): Promise<string[]> {
  // Loaded with the first page that is read: few processes ever read one.
  const { parse } = await import('node-html-parser');
  const page = parse(source, { comment: false, blockTextElements: { script: false, style: false } });
  const named = new Map(
    page.querySelectorAll('label[for]').map(label => [label.getAttribute('for') ?? '', label.structuredText]),
  );
  const labels = page.querySelectorAll(controls).flatMap(control => {
    const attribute = (name: string) => control.getAttribute(name)?.trim();
    const text =
      named.get(attribute('id') ?? '') ||
      control.closest('label')?.structuredText ||
      attribute('aria-label') ||
      attribute('placeholder') ||
      attribute('title');
    return text?.trim() ? [text.replace(/\s+/g, ' ').trim()] : [];
  });
  if (labels.length === 0) throw new Fault('bad_input', 'overlap.no_form');
  return checked(labels);
}

/** Choices of one question carry its label once. */
function checked(labels: readonly string[]): string[] {
  const once = [...new Set(labels.map(label => label.slice(0, LONGEST).trim()).filter(Boolean))];
  if (once.length > MOST_LABELS) throw new Fault('bad_input', 'overlap.too_many', { most: MOST_LABELS });
  return once;
}
