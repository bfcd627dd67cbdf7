import { type Html, html } from '../../src/web/html.ts';
import { name } from './rich.ts';

/** The name of a base registry, which leads to its page. */
export function registryLink(registry: { readonly key: string; readonly name: string }): Html {
  return html`<a class="plain" href="/registries/${registry.key}">${name(registry.name)}</a>`;
}
