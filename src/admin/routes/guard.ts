import type { RequestHandler } from 'express';
import { operationOf, requirePerson, type Web } from '../../web/index.ts';
import { requireAdministrator, requireDecider, requireStaff } from '../staff.ts';

/** Before every page of administration: signed in, and of the staff. */
export function staffOnly(web: Web): RequestHandler[] {
  return [
    requirePerson(web),
    async (req, _res, next) => {
      await requireStaff(operationOf(req));
      next();
    },
  ];
}

/** Before every change: a platform administrator. */
export function administratorsOnly(web: Web): RequestHandler[] {
  return [
    requirePerson(web),
    async (req, _res, next) => {
      await requireAdministrator(operationOf(req));
      next();
    },
  ];
}

/** Before every decision on what another asked for: an approver, or a platform administrator. */
export function decidersOnly(web: Web): RequestHandler[] {
  return [
    requirePerson(web),
    async (req, _res, next) => {
      await requireDecider(operationOf(req));
      next();
    },
  ];
}
