/** The browser of the conformance suite: it follows the scripts of a configuration, task by task, as the suite does. */
import { expect } from 'vitest';
import type { Configuration, Script } from '../../examples/conformance/configurations.ts';
import type { WebPage } from '../support/browser.ts';
import { Browser } from './support.ts';

/** Where the suite answers: the second of the addresses that the demo's clients name. */
export const SUITE = 'https://localhost.emobix.co.uk:8443/test/a/yekbar/';
export const CALLBACK = `${SUITE}callback`;
export const isBack = (url: URL): boolean => url.href.startsWith(SUITE);

const matches = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map(part => part.replace(/[.?+()[\]{}|^$\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

/** What a module of a plan is given: its own scripts where the configuration names it. */
export function scriptsOf(configuration: Configuration | undefined, module = ''): readonly Script[] {
  const { browser = [], override = {} } = configuration ?? {};
  return structuredClone(override[module]?.browser ?? browser);
}

/** How often a script with a limit was followed; a module begins with scripts of its own. */
const followed = new WeakMap<Script, number>();

/** The first script for the address that may still be used; what it does not find ends the test, as the suite's. */
export async function visit(
  scripts: readonly Script[],
  address: string,
  browser = new Browser(),
): Promise<WebPage> {
  const script = scripts.find(
    one => matches(one.match, address) && (followed.get(one) ?? 0) < (one['match-limit'] ?? Infinity),
  );
  if (!script) throw new Error(`no script for ${address}`);
  followed.set(script, (followed.get(script) ?? 0) + 1);
  let page = await browser.open(address, { until: isBack });
  for (const { task, match, optional, commands = [] } of script.tasks) {
    if (!matches(match, page.url.href)) {
      if (optional) continue;
      throw new Error(`${task}: ${page.url} (${page.status}) ${page.text.slice(0, 300)}`);
    }
    const typed: Record<string, string> = {};
    for (const [verb, by, target = '', value = '', last] of commands)
      if (verb === 'text') {
        if (page.fields.includes(String(target))) typed[String(target)] = String(value);
        else expect(last, task).toBe('optional');
      } else if (verb === 'click') page = await click(page, String(target), typed);
      else if (by === 'xpath') expect(`${page.text}`, task).toMatch(new RegExp(String(last)));
      else expect([task, target]).toEqual(['Verify Complete', 'submission_complete']);
  }
  return page;
}

function click(page: WebPage, selector: string, typed: Readonly<Record<string, string>>): Promise<WebPage> {
  const button = page.find(selector);
  const form = button.closest('form');
  if (!form) throw new Error(`${selector} stands in no form`);
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(typed))
    if (form.querySelector(`[name="${name}"]`)) own[name] = value;
  const name = button.getAttribute('name');
  if (name) own[name] = button.getAttribute('value') ?? '';
  return page.submit(own, { form, until: isBack });
}
