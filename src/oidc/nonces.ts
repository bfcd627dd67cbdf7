/**
 * Nonces for DPoP proofs (RFC 9449 §8, §9). The engine makes them of a secret that is ours and of the minute, and keeps
 * none; the profile API makes and takes the same ones, because clients remember one nonce for all of this origin. The
 * law "engine" pins that both agree.
 */
import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { decodeJwt } from 'jose';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { keyedHash } from '../keys.ts';
import type { System } from '../operation.ts';
import { isFapi } from './profiles.ts';

const STEP_SECONDS = 60;
/** So many minutes before and after now. */
const WINDOW = [-2, -1, 0, 1, 2];

export function nonceSecret(system: System): Buffer {
  return keyedHash(system.keys.artifact, 'dpop nonces');
}

function nonceOf(system: System, step: number): Buffer {
  const salt = Buffer.alloc(8);
  salt.writeBigUInt64BE(BigInt(step));
  return Buffer.from(hkdfSync('sha256', nonceSecret(system), salt, 'DPoP', 32));
}

const stepOf = (at: Date) => Math.floor(at.getTime() / 1000 / STEP_SECONDS);

/** The one to be used next. */
export function nextNonce(system: System, at: Date): string {
  return nonceOf(system, stepOf(at) + 1).toString('base64url');
}

export function isNonce(system: System, nonce: string, at: Date): boolean {
  const given = Buffer.from(nonce, 'base64url');
  if (given.length !== 32) return false;
  return WINDOW.map(by => timingSafeEqual(nonceOf(system, stepOf(at) + by), given)).some(Boolean);
}

/** Whether the client of this access token has to prove its key with a nonce of ours. */
export async function demandsNonce(provider: Provider, token: string): Promise<boolean> {
  const found = await provider.AccessToken.find(token);
  return isFapi(found?.clientId ? await provider.Client.find(found.clientId) : undefined);
}

const demanded = new WeakSet<object>();

/** The engine asks this before it knows whose token it was given. */
export function requiresNonce(ctx: KoaContextWithOIDC): boolean {
  return isFapi(ctx.oidc.client) || demanded.has(ctx);
}

/** At userinfo, ahead of the engine: a proof without a nonce is looked at more closely. Others cost nothing. */
export async function markDemanded(provider: Provider, ctx: KoaContextWithOIDC): Promise<void> {
  const proof = ctx.get('dpop');
  const [scheme = '', token = ''] = ctx.get('authorization').split(' ');
  if (!proof || !/^dpop$/i.test(scheme) || token === '' || hasNonce(proof)) return;
  if (await demandsNonce(provider, token)) demanded.add(ctx);
}

function hasNonce(proof: string): boolean {
  try {
    return decodeJwt(proof).nonce !== undefined;
  } catch {
    return false;
  }
}
