import type { RequestHandler } from 'express';
import type { Desk } from '../../../views/clients/desk.ts';
import type { Operation } from '../../operation.ts';
import type { Client } from '../client.ts';

/** A console that shows the pages of a client: where they stand, who may open them, and who may change something. */
export interface ClientDesk extends Desk {
  readonly read: readonly RequestHandler[];
  readonly change: readonly RequestHandler[];
  /** One that the reader may see. @throws clients.not_found for any other */
  readonly getClient: (op: Operation, id: string) => Promise<Client>;
  /** Whether the reader may change this one. */
  readonly mayChange: (op: Operation, client: Client) => Promise<boolean>;
  /** How something is asked for: as it is, or at once where that needs nobody else. */
  readonly ask: <T extends { readonly approvalId: string | null }>(
    op: Operation,
    clientId: string,
    work: (op: Operation) => Promise<T>,
  ) => Promise<T>;
}
