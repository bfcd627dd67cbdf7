import type { ConnectionState } from '../../src/directory/index.ts';
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { tag } from './tag.ts';

const looks = {
  none: ['plain', 'unplug'],
  sandbox: ['plain', 'grid'],
  pilot: ['wait', 'person'],
  live: ['ok', 'check'],
  dormant: ['wait', 'clock'],
} as const;

/** How far a system has come with Yekbar. */
export function connectionTag(page: Page, state: ConnectionState): Html {
  const [kind, iconName] = looks[state];
  return tag(page, kind, iconName, page.t.directory.connections[state]);
}
