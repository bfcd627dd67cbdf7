import { parse } from 'node-html-parser';

/** What a browser would send of the forms of a page as they were shown: filled, chosen and ticked; empty boxes are left out. */
export function typedIn(page: string): URLSearchParams {
  const pairs = parse(page)
    .querySelectorAll('main form :is(input, textarea, select)')
    .flatMap((box): [string, string][] => {
      const ticked = !/checkbox|radio/.test(box.getAttribute('type') ?? '') || box.hasAttribute('checked');
      const chosen = box.querySelector('option[selected]') ?? box.querySelector('option');
      const value = chosen?.getAttribute('value') ?? box.getAttribute('value') ?? box.textContent;
      return ticked && value !== '' ? [[box.getAttribute('name') ?? '', value]] : [];
    });
  return new URLSearchParams(pairs);
}
