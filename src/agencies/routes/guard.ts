import type { Request, RequestHandler } from 'express';
import { type Client, getClient } from '../../clients/index.ts';
import { Fault } from '../../errors.ts';
import { atLevel } from '../../factors/index.ts';
import type { Operation } from '../../operation.ts';
import { operationOf, requirePerson, type Web } from '../../web/index.ts';
import type { Standing } from '../role.ts';
import { agenciesOf, findStanding, requireAct } from '../standing.ts';

/**
 * Before every page of an agency: signed in, an officer somewhere, and with two factors; whoever has used one is asked
 * for the second and comes back.
 */
export function officersOnly(web: Web): RequestHandler[] {
  return [
    requirePerson(web),
    async (req, _res, next) => {
      const op = operationOf(req);
      if (op.actor.kind !== 'person' || (await agenciesOf(op, op.actor.personId)).length === 0)
        throw new Fault('not_found', 'agencies.not_found');
      next();
    },
    atLevel(web, 2, 'agencies.level'),
  ];
}

export const idOf = (req: Request) => String(req.params.id);

/** A client of an agency at which the reader stands, and by which right. @throws clients.not_found for any other */
export async function clientAt(op: Operation, id: string): Promise<{ client: Client; standing: Standing }> {
  const client = await getClient(op, id);
  const standing =
    client.agency && op.actor.kind === 'person'
      ? await findStanding(op, op.actor.personId, client.agency.id)
      : undefined;
  if (!standing) throw new Fault('not_found', 'clients.not_found');
  return { client, standing };
}

/** One that the reader may do this with. @throws clients.not_found, agencies.not_allowed, agencies.contractor */
export async function clientFor(
  op: Operation,
  id: string,
  act: Parameters<typeof requireAct>[2],
): Promise<Client> {
  const { client } = await clientAt(op, id);
  await requireAct(op, client.agency?.id ?? '', act);
  return client;
}
