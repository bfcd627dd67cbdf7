import { randomBytes } from 'node:crypto';
import { type Client, getClient, makeSecret, registerProgramClient } from '../clients/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { getAgency } from './officer.ts';
import { requireAct } from './standing.ts';

/**
 * A program of the agency itself, which keeps its clients from files or a pipeline: it reads and asks for what officers
 * ask for, and approves nothing. Its owner lets it in.
 * @returns the secret, shown this once
 * @throws agencies.not_found, agencies.not_allowed, clients.invalid
 */
export async function letProgramIn(
  op: Operation,
  agencyId: string,
  input: { readonly label: string; readonly days: number },
): Promise<{ client: Client; secret: string }> {
  await requireAct(op, agencyId, 'appoint');
  const { name } = await getAgency(op, agencyId);
  const id = `${agencyId}-program-${randomBytes(5).toString('hex')}`;
  const secret = await atomically(op, async op => {
    await registerProgramClient(op, { id, agencyId, name, scope: 'agency:read agency:write' });
    return makeSecret(op, id, input);
  });
  return { client: await getClient(op, id), secret };
}
