import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parse } from 'node-html-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickStarts } from '../../src/developer/index.ts';
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
  await stop();
  await app?.close();
});

test('the README shows the file that this test runs, and it is about thirty lines', () => {
  const code = read('examples/thirty-lines.ts');
  expect(read('README.md')).toContain(`\`\`\`ts\n${code}\`\`\``);
  expect(code.split('\n').filter(line => line.trim() !== '').length).toBeLessThanOrEqual(32);
});

test('with those lines a system signs a director in and receives the fields of her company', async () => {
  await start(process.execPath, ['examples/thirty-lines.ts']);
  const { end } = await walk(await new Browser().open('http://localhost:8085/'), answers);
  expectHers(end.json<Seen>());
});

const programs = [
  { key: 'python', tool: 'python3', version: '--version', words: [] },
  { key: 'java', tool: 'java', version: '-version', words: [] },
  { key: 'php', tool: 'php', version: '--version', words: ['-S', 'localhost:8085'] },
  { key: 'go', tool: 'go', version: 'version', words: ['run'] },
] as const;
/** Go compiles its standard library first, for a minute where it never did: CI has no such minute. */
const SLOW_MS = 240_000;

test('the page for developers calls tested what is tested here, and nothing else', () => {
  const tested = quickStarts.filter(one => one.tested).map(({ key }) => key);
  expect(tested.sort()).toEqual(['node', 'curl', ...programs.map(({ key }) => key)].sort());
});

/** Languages that this machine does not have are said and left out: the page tells of what is tested where they are. */
function testWith(there: boolean, name: string, work: () => Promise<void>): void {
  if (there) test(name, work, SLOW_MS);
  else console.log(`Left out, its tool is not installed here or CI has no time for it: ${name}`);
}

for (const { key, tool, version, words } of programs)
  testWith(
    mayRun(key) && isThere(tool, version),
    `so it does with the standard library of ${key}`,
    async () => {
      await start(tool, [...words, fileOf(key)]);
      const { end } = await walk(await new Browser().open('http://localhost:8085/'), answers);
      expectHers(end.json<Seen>());
      const lost = await new Browser().open('http://localhost:8085/callback?state=x&code=y');
      expect(lost.status).toBe(400);
    },
  );

testWith(
  isThere('curl', '--version') && isThere('openssl', 'version'),
  'so it does with curl, and the address that one comes back to',
  async () => {
    const address = await start('sh', [fileOf('curl')]);
    const { end } = await walk(await new Browser().open(address), answers, {
      until: url => url.port === '8085',
    });
    const output = child?.stdout;
    if (!child || !output) throw new Error('no output');
    let text = '';
    output.on('data', part => {
      text += part;
    });
    child.stdin?.end(`${end.url.href}\n`);
    await once(child, 'close');
    expectHers({ profile: JSON.parse(text) });
  },
);

testWith(
  isThere('curl', '--version'),
  'each command of the page for developers does what it says',
  async () => {
    const page = await new Browser().open(`${app.url}/developers?lang=en`);
    const shown = page.all('pre').map(one => parse(one.innerHTML).textContent);
    const called = (word: string) => shown.find(text => text.trimStart().startsWith(word)) ?? '';
    const made = JSON.parse(await shell(called(`curl -sS ${app.url}/reg`))) as {
      client_id: string;
      client_secret: string;
    };
    const token = `CLIENT_ID=${made.client_id} CLIENT_SECRET=${made.client_secret}\n${called('token=$(')}`;
    const tries = shown.filter(text => text.includes('/api/v1/sandbox'));
    expect(tries).toHaveLength(8);
    for (const one of tries) {
      const said: unknown = JSON.parse(await shell(`${token}\n${one}`));
      expect([one, said]).toEqual([one, expect.not.objectContaining({ code: expect.anything() })]);
    }
  },
);

const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;

interface Seen {
  readonly who?: { readonly represented: { readonly id: string } };
  readonly profile: {
    readonly subject: { readonly id: string };
    readonly fields: Readonly<Record<string, { readonly value: unknown; readonly status: string }>>;
  };
}

function expectHers({ who, profile }: Seen): void {
  if (who) expect(who.represented.id).toBe(companies.arvand.id);
  expect(profile.subject.id).toBe(companies.arvand.id);
  expect(profile.fields['entity.legal_name']).toMatchObject({
    status: 'present',
    value: companies.arvand.fa,
  });
}

/** What a shell prints, with the program that a page shows as its input. */
async function shell(text: string): Promise<string> {
  const run = spawn('sh', ['-eu'], { stdio: ['pipe', 'pipe', 'inherit'] });
  run.stdin.end(text);
  let said = '';
  run.stdout.on('data', part => {
    said += part;
  });
  await once(run, 'close');
  return said;
}

function isThere(tool: string, version: string): boolean {
  return spawnSync(tool, [version]).status === 0;
}

function mayRun(key: string): boolean {
  return key !== 'go' || process.env.YEKBAR_CI !== '1';
}

function fileOf(key: string): string {
  return quickStarts.find(one => one.key === key)?.file ?? '';
}

/** Ends the program before, and starts one in a group of its own, with what it starts. @returns what it says first */
async function start(tool: string, words: readonly string[]): Promise<string> {
  await stop();
  const started = spawn(tool, words, {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, ISSUER: app.url },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child = started;
  return new Promise<string>((done, failed) => {
    started.stdout.once('data', said => done(String(said).trim()));
    // PHP says there that it listens, and others what is wrong.
    started.stderr.on('data', said => {
      if (/started/.test(String(said))) done('');
      else process.stderr.write(said);
    });
    started.once('exit', code => failed(new Error(`it ended (${code})`)));
  });
}

async function stop(): Promise<void> {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  process.kill(-child.pid);
  await gone;
}
