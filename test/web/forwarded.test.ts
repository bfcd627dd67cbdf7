import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const FREE = 20;

/** Guesses at the codes of devices, which are counted by address: cheap, and the same rule as for passwords. */
async function guesses(t: TestSystem, headers: (guess: number) => Record<string, string>): Promise<number[]> {
  t.clock.advance({ days: 1 });
  const { express } = await createApp(t.system);
  const statuses: number[] = [];
  for (let guess = 0; guess < FREE + 5; guess++) {
    const answer = await supertest(express)
      .post('/device')
      .set({ cookie: 'session=none', accept: 'text/html', ...headers(guess) })
      .type('form')
      .send({ user_code: String(100_000_000 + guess) });
    statuses.push(answer.status);
  }
  return statuses;
}

const named = (guess: number) => `198.51.100.${guess}`;

describe.each([0, 1])('with %i proxies before the program', trustProxy => {
  let t: TestSystem;
  beforeAll(async () => {
    t = await testSystem({ config: { trustProxy } });
  });
  afterAll(() => t?.close());

  test('what a client forwards itself does not change who waits', async () => {
    const statuses = await guesses(t, guess => ({
      'x-forwarded-for': trustProxy === 0 ? named(guess) : `${named(guess)}, ${named(guess)}, 203.0.113.9`,
      forwarded: `for=${named(guess)}`,
      'x-real-ip': named(guess),
      'client-ip': named(guess),
    }));
    expect(statuses.slice(0, FREE)).not.toContain(429);
    expect(statuses.at(-1)).toBe(429);
  });

  if (trustProxy === 1)
    test('what the proxy adds tells one address from another', async () => {
      const statuses = await guesses(t, guess => ({ 'x-forwarded-for': `203.0.113.9, ${named(guess)}` }));
      expect(statuses).not.toContain(429);
    });

  test('a header that is no address does no harm', async () => {
    const statuses = await guesses(t, guess => ({ 'x-forwarded-for': `<script>${'x'.repeat(guess * 50)}` }));
    for (const status of statuses) expect(status).toBeLessThan(500);
    expect(t.log.filter(line => line.includes('<script>'))).toEqual([]);
  });
});

test('an address with two slashes in it makes no link of a page lead to another house', async () => {
  const t = await testSystem();
  const { express } = await createApp(t.system);
  for (const path of ['//', '//a//evil.example/', '//evil.example/%2e%2e//evil.example']) {
    const answer = await supertest(express).get(path).set('accept', 'text/html');
    const links = [...answer.text.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, to]) => to);
    expect(answer.status, path).toBeLessThan(500);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter(to => /^([/\\]{2}|\w+:\/\/evil)/.test(to ?? ''))).toEqual([]);
  }
  await t.close();
});
