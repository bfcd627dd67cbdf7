/** What people prove themselves with, besides the password, in the tests of levels. */
import { Secret, TOTP } from 'otpauth';
import { expect } from 'vitest';
import { addPasskey, addTotp, offerTotp, passkeyCreation } from '../../src/factors/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import type { Operation, System } from '../../src/operation.ts';
import { Authenticator } from '../factors/authenticator.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { password, people } from '../support/people.ts';
import type { RelyingParty } from '../support/relying-party.ts';

interface Room {
  readonly system: System;
  op(): Operation;
}

/** The newest code that was sent to anybody. */
export async function codeSent(t: Room): Promise<string> {
  const texts = (await listOutbox(t.op(), 20)).map(({ text }) => text);
  const code = texts.map(text => /#(\d{6})/.exec(text)?.[1]).find(Boolean);
  if (!code) throw new Error('no code was sent');
  return code;
}

export const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Asks for a code by text message on the page of the second step, and comes back with the page that wants it. */
export async function askForText(page: WebPage): Promise<WebPage> {
  const at = page.fields.includes('send') ? page : await page.follow(/factor=sms/);
  const asked = await at.submit({ send: 'sms' });
  expect(asked.fields).toContain('code');
  return asked;
}

/** Connects an authenticator app; the code is of the next half minutes, for each is accepted once. */
export async function authenticatorOf(t: Room, personId: string): Promise<(ahead?: number) => string> {
  const offer = await offerTotp(t.op(), personId);
  const totp = new TOTP({ secret: Secret.fromBase32(offer.secret) });
  const code = (ahead = 0) => totp.generate({ timestamp: t.op().at.getTime() + ahead * 30_000 });
  await addTotp(t.op(), personId, offer.sealed, code(-1));
  return code;
}

export async function passkeyOf(
  t: Room,
  personId: string,
  options?: { synced?: boolean },
): Promise<Authenticator> {
  const device = new Authenticator(t.system.config.issuer, options);
  const answer = device.create((await passkeyCreation(t.op(), personId)) as never);
  await addPasskey(t.op(), personId, { answer, name: 'key' });
  return device;
}

/** What the browser's script would put into the hidden field of the page. */
export function answerOf(device: Authenticator, page: WebPage): { passkey: string } {
  const options = page.find('form[data-passkey="get"]').getAttribute('data-options') ?? '';
  return { passkey: device.get(JSON.parse(options.replaceAll('&quot;', '"'))) };
}

/** Somebody with a password and nothing else, not even a mobile. */
export async function personWithoutFactors(t: Room): Promise<{ id: string; personId: string }> {
  const { id, fa, en } = people.navid;
  const person = await importPerson(t.op(), {
    identifier: parsePersonId(id),
    name: { fa, en },
    birthDate: '1990-01-01',
    mobile: null,
    password,
  });
  return { id, personId: person.id };
}

export const loa = (level: number) => `urn:yekbar:loa:${level}`;
export const essential = (...levels: number[]) => ({
  claims: JSON.stringify({ id_token: { acr: { essential: true, values: levels.map(loa) } } }),
});

export const maryamTypes = { national_id: people.maryam.id, password };

/** Answers a page, and what may still be asked of the fields. */
export async function through(
  party: RelyingParty,
  page: WebPage,
  values: Record<string, string>,
): Promise<WebPage> {
  const next = await page.submit(values, { until: party.isBack });
  return party.isBack(next.url) ? next : next.submit({ decision: 'allow' }, { until: party.isBack });
}

/** Maryam at the second step of a system that wants level 2. */
export async function atSecondStep(strict: RelyingParty, browser = new Browser()) {
  const { journey, page } = await strict.open(browser);
  return { journey, page: await page.submit(maryamTypes), browser };
}
