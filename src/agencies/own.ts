/** What an agency does with its own clients. The sandbox is its own affair; what asks for more waits for others. */
import {
  type Applied,
  applyDeclared,
  atOnceInSandbox,
  type Client,
  type ClientInput,
  type Declared,
  findActiveClient,
  getClient,
  type Problem,
  type PurposeInput,
  planDeclared,
  type Registration,
  refuseIfAny,
  registerPurpose,
  type Step,
} from '../clients/index.ts';
import {
  connectSystem,
  findSystemOfClient,
  registerWithSystem,
  type SystemChoice,
} from '../directory/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { systemsOf } from './systems.ts';

/**
 * A client of an agency, with its system where it is one of the agency's own.
 * @throws clients.invalid with all problems together
 */
export async function registerOwn(
  op: Operation,
  agencyId: string,
  input: ClientInput,
  choice: SystemChoice,
): Promise<Registration> {
  const own = { ...input, agencyId, newAgency: undefined };
  const systems = choice.number === null ? [] : await systemsOf(op, agencyId);
  if (choice.number !== null && !systems.some(({ number }) => number === choice.number))
    refuseIfAny([{ field: 'system', code: 'unknown' }]);
  return atOnceInSandbox(op, input.id, op => registerWithSystem(op, own, choice));
}

/**
 * Says afterwards which of the agency's systems a client is and where sign-in begins there, at an origin that was approved
 * among its addresses. A client that is open to all stays with a system.
 * @throws clients.not_found, directory.not_found, directory.taken, directory.sign_in_url, agencies.system_needed
 */
export async function connectOwn(
  op: Operation,
  agencyId: string,
  clientId: string,
  { number, signInUrl }: SystemChoice,
): Promise<void> {
  await atomically(op, async op => {
    const client = await getClient(op, clientId);
    const systems = await systemsOf(op, agencyId);
    if (number !== null && !systems.some(system => system.number === number))
      throw new Fault('not_found', 'directory.not_found');
    if (number === null && client.stage === 'live') throw new Fault('conflict', 'agencies.system_needed');
    const before = await findSystemOfClient(op, clientId);
    if (before && before.number !== number)
      await connectSystem(op, before.number, { clientId: null, signInUrl: null });
    if (number !== null) await connectSystem(op, number, { clientId, signInUrl });
  });
}

/** A purpose, or a new version of one. */
export function askOwnPurpose(
  op: Operation,
  clientId: string,
  input: PurposeInput,
): ReturnType<typeof registerPurpose> {
  return atOnceInSandbox(op, clientId, op => registerPurpose(op, clientId, input));
}

/** The agency of the program that calls. @throws agencies.token_needed when it is of none */
export async function agencyOfProgram(op: Operation): Promise<string> {
  const client = op.actor.kind === 'client' ? await findActiveClient(op, op.actor.clientId) : undefined;
  if (!client?.agency) throw new Fault('forbidden', 'agencies.token_needed');
  return client.agency.id;
}

/** A client of the agency of the program that calls. @throws clients.not_found for any other */
export async function ownClient(op: Operation, id: string): Promise<Client> {
  const client = await getClient(op, id);
  if (client.agency?.id !== (await agencyOfProgram(op))) throw new Fault('not_found', 'clients.not_found');
  return client;
}

/** What applying the files of an agency would do. Nothing of another agency is compared, nor told of. @throws clients.invalid */
export function planOwn(op: Operation, agencyId: string, declared: Declared): Promise<Step[]> {
  refuseIfAny(foreignRows(agencyId, declared));
  return planDeclared(op, declared);
}

/** Asks for all that differs, or for nothing. What is of the sandbox works at once. @throws clients.invalid */
export async function applyOwn(op: Operation, agencyId: string, declared: Declared): Promise<Applied[]> {
  refuseIfAny(foreignRows(agencyId, declared));
  return atomically(op, async op => {
    const applied = await applyDeclared(op, declared);
    const done: Applied[] = [];
    for (const step of applied) done.push(await atOnceInSandbox(op, step.id, async () => step));
    return done;
  });
}

function foreignRows(agencyId: string, { agencies, clients }: Declared): Problem[] {
  return [
    ...agencies.flatMap(({ id }, at): Problem[] =>
      id === agencyId ? [] : [{ field: `agencies.${at}.id`, code: 'does_not_fit' }],
    ),
    ...clients.flatMap((client, at): Problem[] =>
      client.agencyId === agencyId && !client.newAgency
        ? []
        : [{ field: `clients.${at}.agency`, code: 'does_not_fit' }],
    ),
  ];
}
