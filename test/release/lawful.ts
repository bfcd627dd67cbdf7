/** A client whose purpose rests on a law, and how it asks for many at once. */
import { hashSecret, seedClient } from '../../src/clients/index.ts';
import { examplePurpose } from '../clients/example.ts';
import type { TestApp } from '../support/app.ts';

export interface Answer {
  fields: Record<string, { value: unknown; stale: boolean; status: string; fetched_at: string | null }>;
  unchanged?: string[];
  version?: string;
}

export interface Batch {
  code?: string;
  purpose?: string;
  profiles: {
    subject: { type: string; id: string } | null;
    release?: string;
    code?: string;
    renumbered?: boolean;
    unknown?: string[];
    fields?: Answer['fields'];
  }[];
}

export async function seedLawful(app: TestApp): Promise<void> {
  await seedClient(app.op(), {
    id: 'lawful',
    kind: 'sandbox',
    name: { fa: 'سامانهٔ قانونی', en: 'Lawful system' },
    agency: { id: 'lawful-agency', name: { fa: 'دستگاه', en: 'Agency' } },
    metadata: {
      redirect_uris: ['http://localhost:8085/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid profile business_profile',
    },
    secretHash: hashSecret('lawful-secret'),
    purposes: [examplePurpose({ history: true })],
  });
}

export async function askMany(
  app: TestApp,
  body: unknown,
  client = 'lawful',
  scope = 'business_profile',
): Promise<{ status: number; body: Batch }> {
  const token = await app.adminToken(client, scope);
  const answer = await fetch(`${app.url}/api/v1/profiles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Batch };
}
