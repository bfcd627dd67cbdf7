import { clientMetadata, customs, type ExampleSystem, tax } from '../../examples/systems/index.ts';
import { hashSecret, moveSeededClient, seedClient } from '../clients/index.ts';
import type { Config } from '../config.ts';
import { bindCustodian } from '../custody/index.ts';
import { connectSystem } from '../directory/index.ts';
import type { Operation } from '../operation.ts';
import { seedConformanceClients } from './conformance.ts';

/** Known to everyone on purpose: these clients live in the demo's sandbox and nowhere else. */
export const demoSecret = (clientId: string): string => `${clientId}-secret`;

/** Where the two relying parties answer. */
export type Addresses = Readonly<Record<ExampleSystem['key'], string>>;

/** They run beside the server: the tax system one port up, customs two. */
export function addressesBeside(config: Pick<Config, 'port'>): Addresses {
  return { tax: `http://localhost:${config.port + 1}`, customs: `http://localhost:${config.port + 2}` };
}

export const exampleSystems: readonly { system: ExampleSystem; clientId: string }[] = [
  { system: tax, clientId: 'demo-tax' },
  { system: customs, clientId: 'demo-customs' },
];

/** Registers the demo's clients once; a second call changes nothing but addresses that moved. */
export async function seedDemoClients(op: Operation, addresses: Addresses): Promise<void> {
  for (const { system, clientId } of exampleSystems) {
    const base = addresses[system.key];
    const metadata = clientMetadata(system, base);
    const { metadata: known } = await seedClient(op, {
      id: clientId,
      kind: 'sandbox',
      name: system.shortName,
      agency: system.agency,
      metadata,
      secretHash: hashSecret(demoSecret(clientId)),
      purposes: [system.purpose],
    });
    // Started on another port than the last time: the two systems beside it moved along.
    if (JSON.stringify(known.redirect_uris) !== JSON.stringify(metadata.redirect_uris))
      await moveSeededClient(op, clientId, metadata);
    await connectSystem(op, system.number, { clientId, signInUrl: `${base}/sign-in` });
  }
  await seedClient(op, {
    id: 'demo-basic',
    kind: 'sandbox',
    name: { fa: 'برنامهٔ نمونه', en: 'Sample client' },
    agency: tax.agency,
    metadata: {
      redirect_uris: ['http://localhost:8085/callback', 'http://localhost:8085/protected/redirect_uri'],
      post_logout_redirect_uris: ['http://localhost:8085/'],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid profile phone offline_access business_profile',
    },
    secretHash: hashSecret(demoSecret('demo-basic')),
    purposes: [tax.purpose],
  });
  await seedConformanceClients(op);
  await seedAdminClients(op);
  await seedRegisterClient(op);
}

/** The custodian of the register of legal persons, which tells when it has something new. */
async function seedRegisterClient(op: Operation): Promise<void> {
  await seedClient(op, {
    id: 'demo-register',
    kind: 'sandbox',
    name: {
      fa: 'متولی پایگاه اشخاص حقوقی (نمونه)',
      en: 'Custodian of the register of legal persons (sample)',
    },
    agency: { id: 'platform', name: { fa: 'یک‌بار', en: 'Yekbar' } },
    metadata: {
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'registers:signal custody.write',
    },
    secretHash: hashSecret(demoSecret('demo-register')),
    purposes: [],
  });
  await bindCustodian(op, 'demo-register', 'legal-persons');
}

/** Two, so that four eyes can be shown by API alone. */
async function seedAdminClients(op: Operation): Promise<void> {
  const names = {
    'demo-admin': { fa: 'مدیریت نمونه', en: 'Sample administration' },
    'demo-approver': { fa: 'تأییدکنندهٔ نمونه', en: 'Sample approver' },
  };
  for (const [id, name] of Object.entries(names)) {
    await seedClient(op, {
      id,
      kind: 'sandbox',
      name,
      agency: { id: 'platform', name: { fa: 'یک‌بار', en: 'Yekbar' } },
      metadata: {
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: 'client_secret_basic',
        scope: 'admin:read admin:write',
      },
      secretHash: hashSecret(demoSecret(id)),
      purposes: [],
    });
  }
}
