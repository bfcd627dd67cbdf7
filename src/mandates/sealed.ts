import type { Both } from '../i18n/index.ts';

/** What is sealed of a mandate, under the key of the entity that is acted for. */
export interface SealedMandate {
  /** Who gave it. */
  readonly giver: Both;
  /** Name of the entity that named its staff or passed it on. */
  readonly through: Both | null;
  /** To whom; until a person accepts, the name is what the giver calls him. */
  readonly holder: { readonly identifier: string; readonly name: Both };
}

export const MANDATE = 'mandate';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text out of an address can be an id at all. */
export const isId = (text: string): boolean => UUID.test(text);
