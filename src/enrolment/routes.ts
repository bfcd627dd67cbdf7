import { Router } from 'express';
import { requirePerson, type Web } from '../web/index.ts';
import type { Newcomer } from './routes/enrol.ts';
import { enrolRoutes } from './routes/enrol.ts';
import { mobileRoutes } from './routes/mobile.ts';
import { type EndSessions, recoverRoutes } from './routes/recover.ts';

export type { Newcomer } from './routes/enrol.ts';

export interface EnrolmentDoors {
  /** Ends every session of a person and all that was issued in them. */
  readonly endSessions: EndSessions;
  /** Someone without an account, shown to newcomers of the demo. */
  readonly newcomer?: Newcomer | undefined;
}

/** /enrol, /recover, /me/mobile. */
export function enrolmentRoutes(web: Web, doors: EnrolmentDoors): Router {
  const router = Router();
  router.use('/me/mobile', requirePerson(web));
  router.use(enrolRoutes(web, doors.newcomer), recoverRoutes(web, doors.endSessions), mobileRoutes(web));
  return router;
}
