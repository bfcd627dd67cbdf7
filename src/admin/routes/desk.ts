import { adminLayout } from '../../../views/admin/shell.ts';
import { type ClientDesk, getClient } from '../../clients/index.ts';
import type { Web } from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

/** The pages of a client as the administration shows them: every client, changed by administrators. */
export function adminDesk(web: Web): ClientDesk {
  return {
    base: '/admin',
    frame: (page, about, main) => adminLayout(page, { ...about, current: 'clients' }, main),
    read: staffOnly(web),
    change: administratorsOnly(web),
    getClient,
    ask: (op, _clientId, work) => work(op),
    mayChange: async op => (await requireStaff(op)) === 'platform_administrator',
  };
}
