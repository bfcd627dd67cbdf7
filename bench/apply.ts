/**
 * What an agency keeps in files, applied: 1,000 new clients at once, the same again, and 10,000 of which one is bad
 * (nothing may be applied). Then the list of the console with 10,000 clients: pages and searches, and whether they are
 * read through an index. In one process, on the database of DATABASE_URL (a new one is made and dropped), else
 * embedded. By itself: `node bench/apply.ts`.
 */
import { pathToFileURL } from 'node:url';
import { createSystem } from '../src/app.ts';
import {
  applyDeclared,
  type ClientInput,
  type Declared,
  findClient,
  listClients,
  problemsOf,
} from '../src/clients/index.ts';
import { readConfig } from '../src/config.ts';
import { type Actor, type Operation, systemOperation } from '../src/operation.ts';
import { newDatabase } from './database.ts';

type Print = (name: string, value: number | string, unit: string) => void;
const MANY = 1_000;
const ALL = 10_000;
const LOOKS = 60;
const agencies = Array.from({ length: 50 }, (_, n) => ({
  id: `agency-${n}`,
  name: { fa: `دستگاه شمارهٔ ${n}`, en: `Agency ${n}` },
}));

function clientOf(n: number): ClientInput {
  return {
    id: `client-${n}`,
    kind: 'live',
    name: { fa: `سامانهٔ نمونهٔ ${n}`, en: `Sample system ${n}` },
    agencyId: `agency-${n % agencies.length}`,
    redirectUris: [`https://s${n}.example.ir/callback`],
    postLogoutRedirectUris: [],
    authMethod: 'client_secret_basic',
    purposes: [
      {
        key: 'registration',
        name: { fa: 'ثبت‌نام', en: 'Registration' },
        text: { fa: 'برای پر کردن فرم ثبت‌نام.', en: 'To fill the form.' },
        basis: 'law',
        law: {
          title: { fa: 'قانون نمونه', en: 'Sample Act' },
          body: { fa: 'مجلس', en: 'Parliament' },
          number: '1',
          date: '2021-05-23',
          articles: '3',
        },
        fields: ['entity.legal_id', 'entity.legal_name'],
        subjects: ['legal_entity'],
        level: 1,
        retention: { fa: '۵ سال', en: '5 years' },
        consentDays: 365,
      },
    ],
  };
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begin = performance.now();
  return [await work(), performance.now() - begin];
}

export async function benchApply(serverUrl: string | undefined, print: Print): Promise<void> {
  const database = await newDatabase(serverUrl);
  const { system, close } = await createSystem(readConfig({ ...process.env, ...database.env }));
  const actor: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000001' };
  const op = (): Operation => ({ ...systemOperation(system, 'BENCH'), actor });
  const declared = (from: number, to: number): Declared => ({
    agencies,
    clients: Array.from({ length: to - from }, (_, n) => clientOf(from + n)),
  });
  try {
    const [applied, ms] = await timed(() => applyDeclared(op(), declared(0, MANY)));
    print('apply_clients', applied.filter(({ act }) => act === 'client_registered').length, 'clients');
    print('apply', Math.round(ms), 'ms');

    const bad = declared(MANY, MANY + ALL);
    const spoilt = { ...clientOf(MANY + 5_000), redirectUris: ['https://*.example.ir/'], authMethod: 'none' };
    const clients = bad.clients.with(5_000, spoilt);
    const [problems, refusing] = await timed(() =>
      applyDeclared(op(), { agencies, clients }).then(
        () => [],
        error => problemsOf(error) ?? [],
      ),
    );
    print('apply_bad_row', Math.round(refusing), 'ms for 10,000');
    print('apply_bad_row_problems', problems.length, 'problems');
    if (await findClient(op(), `client-${MANY}`)) throw new Error('something was applied beside a bad row');

    const [, rest] = await timed(() => applyDeclared(op(), declared(MANY, ALL)));
    print('apply_rest', Math.round(rest), 'ms for 9,000');
    const looks: number[] = [];
    for (let n = 0; n < LOOKS; n += 1) {
      const search = [`sample ${n * 150}`, 'نمونه', `دستگاه ${n % 50}`, ''][n % 4] ?? '';
      const after = n % 4 === 3 ? { after: `client-${n * 100}` } : {};
      const [, one] = await timed(() => listClients(op(), { search, ...after, limit: 51 }));
      looks.push(one);
    }
    looks.sort((one, other) => one - other);
    print('client_list_p95', Math.round((looks[Math.floor(LOOKS * 0.95)] ?? 0) * 10) / 10, 'ms with 10,000');
  } finally {
    await close();
    await database.drop();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await benchApply(process.env.DATABASE_URL || undefined, (name, value, unit) => {
    console.log(`${name} ${value} ${unit}`);
  });
