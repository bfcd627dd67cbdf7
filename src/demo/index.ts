/**
 * demo owns what makes a newcomer's first two minutes: the invented people and companies enrolled, client
 * systems with known secrets, and the two relying parties beside the server. It uses other rooms' doors only, and
 * never runs in production (config refuses).
 */
export { newcomer } from './newcomer.ts';
export { guest, sandbox } from './personas.ts';
export { demoRoutes } from './routes.ts';
export { sandboxRoutes } from './sandbox-routes.ts';
export { seedDemo } from './seed.ts';
export { type DemoSystems, startDemoSystems } from './systems.ts';
