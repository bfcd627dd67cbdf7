/** What needs the library for certificates, loaded together where one is read. */
export { whyUnfit } from './path.ts';
export { describe, personNamedBy, readCertificate } from './read.ts';
export { readTrust } from './trust.ts';
