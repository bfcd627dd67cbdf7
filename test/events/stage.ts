/** Where the tests of the room play: the demo with Sara signed in for Arvand at the sample client, and two receivers. */
import { sql } from 'kysely';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { keepEvents } from '../../src/events/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { announce } from '../../src/signals/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import type { SignedInParty } from '../support/relying-party.ts';
import { signInAt } from '../support/stories.ts';
import { type Api, apiOf, type Told, verified } from './receiver.ts';

export interface Stage {
  readonly app: TestApp;
  /** The event API for the sample client (its fields are those of the tax form) and for the customs system. */
  tax: Api;
  customs: Api;
  readonly arvand: string;
  readonly sara: string;
  /** Sara at the sample client. */
  readonly sub: string;
  signIn(): Promise<SignedInParty>;
  /** What the background does: order, and pushing. */
  keep(): Promise<unknown>;
  /** A change of a field that the sample client has a right for. */
  changed(fields?: string[], subjectId?: string): Promise<void>;
  read(api: Api, stream: string, body?: Record<string, unknown>, client?: string): Promise<Told[]>;
  /** Tokens live ten minutes: after travelling there are others. */
  renew(): Promise<void>;
  /** No stream, nothing in the log. */
  clear(): Promise<void>;
}

export const typesOf = (told: readonly { events: object }[]) =>
  told.flatMap(({ events }) => Object.keys(events));

export async function openStage(): Promise<Stage> {
  const app = await testApp();
  const arvand = (await findEntityByLegalId(app.op(), parseLegalId(companies.arvand.id)))?.id ?? '';
  const signIn = async () =>
    signInAt(await app.party(), new Browser(), {
      id: people.sara.id,
      actingFor: companies.arvand.id,
      decision: 'allow',
    });
  const keep = () => keepEvents(app.op(), app.app.oidc.signEvent);
  const open = async (client: string) => apiOf(app.url, await app.adminToken(client, 'ssf.manage ssf.read'));
  const stage: Stage = {
    app,
    tax: await open('demo-basic'),
    customs: await open('demo-customs'),
    arvand,
    sara: (await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id)))?.id ?? '',
    sub: String((await signIn()).claims.sub),
    signIn,
    keep,
    changed: (fields = ['entity.objects'], subjectId = arvand) =>
      announce(app.op(), { kind: 'profile_changed', subjectId, fields }),
    read: async (api, stream, body = {}, client = 'demo-basic') => {
      await keep();
      const { tokens } = await api.poll(stream, body);
      return Promise.all(Object.values(tokens).map(token => verified(app.url, client, token)));
    },
    renew: async () => {
      stage.tax = await open('demo-basic');
      stage.customs = await open('demo-customs');
    },
    clear: async () => {
      await sql`delete from event_stream`.execute(app.system.db);
      await sql`delete from change`.execute(app.system.db);
    },
  };
  return stage;
}
