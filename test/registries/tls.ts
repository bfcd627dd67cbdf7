/** Certificates of a registry and of ours, made by the test, and a registry that demands one. */
import 'reflect-metadata';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { Authority, type Issued } from '../factors/authority.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

async function keyPem({ keys }: Issued): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

/** A certificate with those between it and its root, and its key, in PEM. */
export interface Pem {
  readonly certificate: string;
  readonly key: string;
}

export async function ourPem(authority: Authority): Promise<Pem> {
  const issued = await authority.issue({ name: 'yekbar' });
  return pemOf(authority, issued);
}

async function pemOf({ issuing }: Authority, issued: Issued): Promise<Pem> {
  const certificate = `${issued.certificate.toString('pem')}\n${issuing.certificate.toString('pem')}\n`;
  return { certificate, key: await keyPem(issued) };
}

export const rootPem = ({ root }: Authority): string => `${root.certificate.toString('pem')}\n`;

/** Made anew for each run, so that no certificate of a test ever runs out. */
export const newAuthority = (name: string): Promise<Authority> => Authority.make(new Date(), name);

export interface StrictRegistry {
  readonly address: string;
  /** Names of those who were let in. */
  readonly guests: readonly string[];
  close(): Promise<void>;
}

/** Knows nobody's record, and speaks only to those that `clients` vouches for. */
export async function strictRegistry(own: Authority, clients: Authority): Promise<StrictRegistry> {
  const issued = await own.issue({
    name: 'registry',
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([SERVER_AUTH]),
      new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
    ],
  });
  const { certificate, key } = await pemOf(own, issued);
  const guests: string[] = [];
  const server: Server = createServer(
    { cert: certificate, key, ca: rootPem(clients), requestCert: true, rejectUnauthorized: true },
    (req, res) => {
      const { subject } = (req.socket as import('node:tls').TLSSocket).getPeerCertificate();
      guests.push(String(subject.CN));
      req.resume();
      res.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"NO_RECORD"}');
    },
  );
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    guests,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
