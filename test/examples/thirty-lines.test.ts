import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { walk } from '../support/stories.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
let app: TestApp;
let child: ChildProcess | undefined;
beforeAll(async () => {
  app = await testApp();
});
afterAll(async () => {
  child?.kill();
  await app?.close();
});

test('the README shows the file that this test runs, and it is about thirty lines', () => {
  const code = read('examples/thirty-lines.ts');
  expect(read('README.md')).toContain(`\`\`\`ts\n${code}\`\`\``);
  expect(code.split('\n').filter(line => line.trim() !== '').length).toBeLessThanOrEqual(32);
});

test('with those lines a system signs a director in and receives the fields of her company', async () => {
  child = spawn(process.execPath, ['examples/thirty-lines.ts'], {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, ISSUER: app.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (!stdout) throw new Error('no output');
  await new Promise<void>((done, failed) => {
    stdout.once('data', () => done());
    child?.once('exit', code => failed(new Error(`it ended (${code})`)));
  });
  const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;
  const { end } = await walk(await new Browser().open('http://localhost:8085/'), answers);
  const { who, profile } = end.json<{
    who: { represented: { id: string } };
    profile: { subject: { id: string }; fields: Record<string, { value: unknown; status: string }> };
  }>();
  expect(who.represented.id).toBe(companies.arvand.id);
  expect(profile.subject.id).toBe(companies.arvand.id);
  expect(profile.fields['entity.legal_name']).toMatchObject({
    status: 'present',
    value: companies.arvand.fa,
  });
});
