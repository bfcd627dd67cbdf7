/**
 * machines owns which software of an entity has a client of its own, who made it and until when. What it may fetch is
 * a consent of the maker (consent), its key and purpose stand in clients, its tokens are the engine's: this room joins
 * them, and gives nothing that the maker does not have himself at that moment. app.ts tells it of consents that ended.
 */

export { endMachineOf } from './end.ts';
export {
  getMachineOf,
  isMachineClient,
  listMachines,
  type Machine,
  machineOfClient,
  softwareOf,
} from './find.ts';
export { makeMachine, type NewMachine, reviewMachine } from './make.ts';
export { machineRoutes } from './routes.ts';
