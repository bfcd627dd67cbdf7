import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

interface Note {
  text: string;
  href: string;
}

/** What the script puts on a form whose inputs ask for these fields; undefined: nothing. */
async function noteOn(fields: readonly string[]): Promise<Note | undefined> {
  const src = `${app.url}/assets/already.js`;
  const answer = await fetch(src);
  expect(answer.headers.get('content-type')).toContain('text/javascript');
  const put: { parts?: [string, { href: string }] }[] = [];
  const form = { prepend: (note: object) => put.push(note) };
  const document = {
    currentScript: { src, dataset: {} },
    documentElement: { lang: 'en' },
    readyState: 'complete',
    querySelectorAll: () => fields.map(key => ({ dataset: { yekbarField: key }, closest: () => form })),
    createElement: () => ({
      append(...parts: unknown[]) {
        Object.assign(this, { parts });
      },
    }),
  };
  runInNewContext(await answer.text(), { document, URL, Set, RegExp });
  const [text, link] = put[0]?.parts ?? [];
  return text === undefined || !link ? undefined : { text, href: link.href };
}

async function numberBehind({ href }: Note): Promise<number> {
  const page = await (await fetch(href)).text();
  return Number(/You need not type (\d+) field/.exec(page)?.[1]);
}

test('the note on a form counts what a register holds, as the page behind its link does', async () => {
  const predicates = ['entity.seat_in_province:23', 'entity.seat_in_province:99', 'entity.legal_name:5'];
  for (const [fields, known] of [
    [['entity.phones', 'entity.foo', 'entity.legal_name'], 1],
    [['entity.legal_name', 'entity.legal_name', 'entity.registration_number', 'nonsense'], 2],
    [predicates, 1],
  ] as const) {
    const note = await noteOn(fields);
    expect(note?.text).toContain(`knows ${known} field${known === 1 ? ' ' : 's '}of this form`);
    if (note) expect(await numberBehind(note)).toBe(known);
  }
});

test('where no register holds anything of a form, nothing is said to be known', async () => {
  expect(await noteOn(['entity.phones', 'entity.foo'])).toBeUndefined();
});
