/**
 * developer owns the pages for those who connect a system: first steps in several languages, the addresses of the
 * contract, what each refusal means, and the people of the sandbox. Open to everybody; it owns no table and reads
 * nothing but files of ours and the words. Only app.ts calls it.
 */
export { faultList } from './faults.ts';
export { quickStarts } from './quick-starts.ts';
export { developerRoutes } from './routes.ts';
