/** A test system with a few people in it, and what the tests of factors ask of it. */
import type { Fault } from '../../src/errors.ts';
import { addPasskey, passkeyCreation } from '../../src/factors/index.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { importPerson, type Person } from '../../src/identity/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { password, people } from '../support/people.ts';
import { type TestSystem, type TestSystemOptions, testSystem } from '../support/system.ts';
import { Authenticator } from './authenticator.ts';

export type PersonKey = 'sara' | 'omid' | 'laleh' | 'navid';

export interface Room extends TestSystem {
  readonly persons: Readonly<Record<PersonKey, Person>>;
  /** The text messages to a person, newest first. */
  texts(key: PersonKey): Promise<string[]>;
  /** The code in the newest of them. */
  code(key: PersonKey): Promise<string>;
  passkeyOf(key: PersonKey, options?: { synced?: boolean }): Promise<Authenticator>;
}

const mobiles = { sara: '09990000018', omid: '09990000026', laleh: '09990000034', navid: undefined };

/** navid has no mobile. */
export async function roomWithPeople(options?: TestSystemOptions): Promise<Room> {
  const t = await testSystem(options);
  const add = (key: PersonKey, birthDate: string) => {
    const { id, fa, en } = people[key];
    const mobile = mobiles[key];
    return importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate,
      mobile: mobile ? parseMobile(mobile) : null,
      password,
    });
  };
  const persons = {
    sara: await add('sara', '1982-07-03'),
    omid: await add('omid', '1977-01-23'),
    laleh: await add('laleh', '1985-05-05'),
    navid: await add('navid', '1990-01-01'),
  };
  const texts = async (key: PersonKey) =>
    (await listOutbox(t.op(), 200)).filter(({ to }) => to === persons[key].mobile).map(({ text }) => text);
  return {
    ...t,
    persons,
    texts,
    code: async key => /(\d{6})/.exec((await texts(key)).find(text => /#\d{6}/.test(text)) ?? '')?.[1] ?? '',
    passkeyOf: async (key, options) => {
      const device = new Authenticator(t.system.config.issuer, options);
      const { id } = persons[key];
      const answer = device.create((await passkeyCreation(t.op(), id)) as never);
      await addPasskey(t.op(), id, { answer, name: `key of ${key}` });
      return device;
    },
  };
}

export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return (await faultOf(attempt)).code;
}

export async function faultOf(attempt: Promise<unknown>): Promise<Fault> {
  try {
    await attempt;
  } catch (error) {
    return error as Fault;
  }
  throw new Error('was not refused');
}

/** How many of these were accepted. */
export async function accepted(attempts: readonly Promise<unknown>[]): Promise<number> {
  return (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;
}
