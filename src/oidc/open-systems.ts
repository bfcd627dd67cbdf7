import { listActivePurposes } from '../clients/index.ts';
import { listSystems } from '../directory/index.ts';
import type { Level } from '../factors/index.ts';
import type { Operation } from '../operation.ts';

/** The systems that somebody with a session of this level can go to without proving more. */
export async function systemsWithin(
  op: Operation,
  level: Level,
  exceptClientId: string,
): Promise<{ name: string; href: string }[]> {
  const open: { name: string; href: string }[] = [];
  for (const { live, clientId, signInUrl, name, number } of await listSystems(op)) {
    if (!live || !clientId || clientId === exceptClientId) continue;
    const purposes = await listActivePurposes(op, clientId);
    if (purposes.length === 0 || purposes.some(purpose => purpose.level <= level))
      open.push({ name: name[op.lang], href: signInUrl ?? `/systems/${number}` });
  }
  return open;
}
