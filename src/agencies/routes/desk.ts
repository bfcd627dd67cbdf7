import { deskFrame } from '../../../views/agency/shell.ts';
import { atOnceInSandbox, type ClientDesk } from '../../clients/index.ts';
import type { Web } from '../../web/index.ts';
import { may } from '../role.ts';
import { clientAt, officersOnly } from './guard.ts';

/** The pages of a client as its agency shows them: only its own clients, changed by those who develop. */
export function agencyDesk(web: Web): ClientDesk {
  return {
    base: '/agency',
    frame: deskFrame,
    read: officersOnly(web),
    change: officersOnly(web),
    getClient: async (op, id) => (await clientAt(op, id)).client,
    // In the sandbox nobody else is concerned.
    ask: atOnceInSandbox,
    mayChange: async (op, { id }) => may((await clientAt(op, id)).standing, 'develop'),
  };
}
