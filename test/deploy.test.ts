import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const root = new URL('..', import.meta.url);

/** Everything that production wants, and nothing insecure. */
const good = {
  NODE_ENV: 'production',
  ISSUER: 'https://yekbar.example',
  DATABASE_URL: 'postgres://yekbar:secret@postgres:5432/yekbar',
  MASTER_KEY: Buffer.alloc(32, 3).toString('base64'),
  COOKIE_KEYS: `${'a'.repeat(32)},${'b'.repeat(32)}`,
  REGISTRIES: '{"civil":"https://civil.example"}',
  SMS_URL: 'https://sms.example/send',
  SMS_TOKEN: 'a-token-of-the-gateway',
};

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('production', () => {
  test('starts when everything is given', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(readConfig(good)).toMatchObject({
      production: true,
      demo: false,
      issuer: 'https://yekbar.example',
    });
  });

  test('refuses with nothing given, and names every reason at once', () => {
    const text = problemsOf({ NODE_ENV: 'production' }).join('\n');
    for (const name of ['ISSUER', 'DATABASE_URL', 'MASTER_KEY', 'COOKIE_KEYS', 'SMS_URL', 'SMS_TOKEN'])
      expect(text, name).toContain(name);
  });

  test('a setting that is there and empty counts as not there, as compose files write it', () => {
    const empty = { ISSUER: '', LOG_LEVEL: '', DATA_DIR: '', PORT: '', DATABASE_URL: '' };
    const { issuer, logLevel, dataDir } = readConfig({
      ...empty,
      MASTER_KEY: good.MASTER_KEY,
      COOKIE_KEYS: good.COOKIE_KEYS,
    });
    expect([issuer, logLevel, dataDir]).toEqual(['http://localhost:3000', 'info', resolve('.data')]);
  });

  test('certificates of people: all four settings are good, or each problem is named', () => {
    const text = problemsOf({
      ...good,
      CLIENT_CERT_HEADER: 'not a header',
      CLIENT_CERT_FROM: '10.0.0.0/99',
      CLIENT_CERT_AUTHORITIES: '/nonexistent',
      CLIENT_CERT_LISTS: '/nonexistent',
    }).join('\n');
    for (const name of ['HEADER must', 'needs a proxy: TRUST_PROXY', 'FROM', 'AUTHORITIES', 'LISTS'])
      expect(text, name).toContain(name);
    expect(problemsOf({ ...good, CLIENT_CERT_HEADER: 'Client-Cert' })).toHaveLength(4);
    expect(readConfig(good).certificates).toBeUndefined();
  });

  test('refuses each single insecure setting, and names that one only', () => {
    const wrong: [string, string][] = [
      ['DEMO', '1'],
      ['ISSUER', 'http://yekbar.example'],
      ['ISSUER', 'https://yekbar.example/path'],
      ['DATABASE_URL', ''],
      ['ISSUER', 'https://user:password@yekbar.example'],
      ['ISSUER', 'https://Yekbar.example'],
      ['NODE_ENV', 'Production'],
      ['NODE_ENV', 'prod'],
      ['LOG_LEVEL', 'loud'],
      ['DATABASE_URL', 'mysql://yekbar@mysql/yekbar'],
      ['SMTP_URL', 'http://mail.example'],
      ['MASTER_KEY', ''],
      ['MASTER_KEY', Buffer.alloc(32).toString('base64')],
      ['COOKIE_KEYS', `${'a'.repeat(32)},${'a'.repeat(32)}`],
      ['MASTER_KEY', Buffer.alloc(16, 3).toString('base64')],
      ['COOKIE_KEYS', 'a'.repeat(32)],
      ['COOKIE_KEYS', `${'a'.repeat(32)},short`],
      ['REGISTRIES', 'civil=https://civil.example'],
      ['SMS_URL', 'http://sms.example/send'],
      ['TRUST_PROXY', 'yes'],
      ['REGISTRIES', '{"civil":"http://civil.example"}'],
      ['REGISTRY_KEYS', '{}'],
    ];
    for (const [name, value] of wrong) {
      const problems = problemsOf({ ...good, [name]: value });
      expect(
        problems.filter(problem => problem.startsWith(name)),
        `${name}=${value}`,
      ).not.toEqual([]);
    }
  });

  test('mail leaves encrypted', () => {
    const mail = (url: string) => {
      const { messages } = readConfig({ ...good, SMTP_URL: url, MAIL_FROM: 'yekbar@mail.example' });
      return messages === 'outbox' ? undefined : messages.smtpUrl;
    };
    expect(mail('smtp://mail.example:587')).toBe('smtp://mail.example:587?requireTLS=true');
    expect(mail('smtps://mail.example')).toBe('smtps://mail.example');
  });

  test('secrets of registries are sealed in the database, never beside the program', () => {
    expect(problemsOf({ ...good, REGISTRY_TLS: '{}' }).join()).toContain('registries -- set-secret');
    expect(problemsOf({ ...good, NODE_ENV: '', REGISTRY_TLS: '{}', REGISTRY_KEYS: '{}' })).toEqual([]);
  });

  test('the process itself says so, and ends', () => {
    const run = spawnSync(process.execPath, ['src/main.ts', 'serve'], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production' },
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('Yekbar does not start:');
    expect(run.stderr).toContain('- MASTER_KEY');
    expect(run.stderr).toContain('- DATABASE_URL');
    expect(run.stderr).not.toMatch(/\bat .*\.ts:\d+/);
  });
});

/** Top-level keys, and below each its keys, of the two-space YAML that the compose file is written in. */
function outline(text: string): Map<string, string> {
  const blocks = new Map<string, string>();
  let top = '';
  let name = '';
  for (const line of text
    .split('\n')
    .filter(line => line.trim() !== '' && !line.trimStart().startsWith('#'))) {
    expect(line, 'indented by two spaces, without tabs').toMatch(/^( {2})*\S/);
    const key = /^( *)([\w-]+):/.exec(line);
    if (key?.[1] === '') top = key[2] ?? '';
    else if (key?.[1]?.length === 2) name = `${top}.${key[2]}`;
    if (name.startsWith(`${top}.`)) blocks.set(name, `${blocks.get(name) ?? ''}${line}\n`);
  }
  return blocks;
}

describe('the image and the compose file', () => {
  const compose = read('docker-compose.yml');
  const blocks = outline(compose);
  const yekbar = blocks.get('services.yekbar') ?? '';
  const postgres = blocks.get('services.postgres') ?? '';

  test('run PostgreSQL 15 or later and the program as production runs it, each with a health check', () => {
    expect(Number(/image: postgres:(\d+)/.exec(postgres)?.[1])).toBeGreaterThanOrEqual(15);
    expect(yekbar).toContain('NODE_ENV: production');
    expect(yekbar).toContain('condition: service_healthy');
    for (const service of [yekbar, postgres]) expect(service).toMatch(/healthcheck:\n {6}test: /);
    expect([...blocks.keys()]).toContain('volumes.data');
  });

  test('hold no secret, and the database listens to nobody outside', () => {
    expect(postgres).not.toContain('ports:');
    expect(yekbar).toMatch(/"127\.0\.0\.1:3000:3000"/);
    for (const [, value] of compose.matchAll(/^ +\w*(?:PASSWORD|SECRET|TOKEN|KEYS?): *(.+)/gm))
      expect(value).toMatch(/^\$\{/);
    expect(read('.gitignore').split('\n')).toContain('.env');
  });

  test('what production demands is in .env.example or in the compose file', () => {
    const given = new Map(
      [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    const wanted = Object.keys(good).filter(name => name !== 'NODE_ENV' && name !== 'DATABASE_URL');
    for (const name of wanted) expect([...given.keys()], name).toContain(name);
    for (const name of ['MASTER_KEY', 'COOKIE_KEYS', 'SMS_TOKEN', 'POSTGRES_PASSWORD'])
      expect(given.get(name)).toBe('');
    expect(yekbar).toContain('DATABASE_URL: postgres://yekbar:${POSTGRES_PASSWORD');
  });

  test('the image holds every folder that the program reads, runs as nobody special and says whether it is ready', () => {
    const docker = read('Dockerfile');
    const copied = [...docker.matchAll(/^COPY (?!--from)(\S+) /gm)].map(([, name]) => name);
    for (const folder of ['src', 'views', 'migrations', 'examples']) {
      expect(copied).toContain(folder);
      expect(read('.dockerignore')).toContain(`!${folder}\n`);
      expect(readdirSync(new URL(folder, root)).length).toBeGreaterThan(0);
    }
    expect(docker).toMatch(/^USER node$/m);
    expect(docker).toMatch(/^HEALTHCHECK /m);
    expect(docker).toMatch(/^CMD \["node", (?:"--[\w=./-]+", )*"src\/main\.ts", "serve"\]$/m);
    // Written while the image is built, by who may write there, and only read later.
    expect(docker).toMatch(/^RUN node src\/stripped\.js\n(?:.*\n)*USER node$/m);
    // The image and npm start give Node the same flags.
    const inImage = /^CMD \["node", (.*)\]$/m.exec(docker)?.[1]?.replaceAll(/[",]/g, '');
    expect(JSON.parse(read('package.json')).scripts.start).toBe(`node ${inImage}`);
    expect(Number(/^FROM node:(\d+)/m.exec(docker)?.[1])).toBeGreaterThanOrEqual(24);
  });

  test('the README names every setting that the program reads', () => {
    const config = read('src/config.ts');
    const names = new Set([...config.matchAll(/\benv\.([A-Z_]+)/g)].map(([, name]) => name));
    const readme = read('README.md');
    for (const name of names) expect(readme, name).toContain(`\`${name}\``);
  });
});
