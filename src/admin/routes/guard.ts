import type { RequestHandler } from 'express';
import { atLevel } from '../../factors/index.ts';
import type { Operation } from '../../operation.ts';
import { operationOf, requirePerson, type Web } from '../../web/index.ts';
import { requireAdministrator, requireDecider, requireStaff } from '../staff.ts';

/** Before every page of administration: signed in, and of the staff. */
export function staffOnly(web: Web): RequestHandler[] {
  return whoIs(web, requireStaff);
}

/** Before every change: a platform administrator. */
export function administratorsOnly(web: Web): RequestHandler[] {
  return whoIs(web, requireAdministrator);
}

/** Before every decision on what another asked for: an approver, or a platform administrator. */
export function decidersOnly(web: Web): RequestHandler[] {
  return whoIs(web, requireDecider);
}

/** A stolen password opens no administration. In the demo, where nobody is real, the password is enough. */
export function withTwoFactors(web: Web): RequestHandler[] {
  return web.system.config.demo ? [] : [atLevel(web, 2, 'admin.level')];
}

function whoIs(web: Web, required: (op: Operation) => Promise<unknown>): RequestHandler[] {
  return [
    requirePerson(web),
    async (req, _res, next) => {
      await required(operationOf(req));
      next();
    },
    ...withTwoFactors(web),
  ];
}
