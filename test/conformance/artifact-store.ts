/** What the engine needs of any store for its artifacts. Every implementation passes this suite. */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { beforeAll, describe, expect, it } from 'vitest';

export interface StoreUnderTest {
  adapter(kind: string): Adapter;
  /** Moves the clock of the store. */
  travel(seconds: number): void;
}

const payload = (more: AdapterPayload = {}): AdapterPayload => ({
  iat: 1,
  exp: 9_999_999_999,
  clientId: 'tax',
  scope: 'openid',
  ...more,
});

export function artifactStoreConforms(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the artifacts of the engine`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await open();
    });

    it('finds what was kept, whole, and nothing else', async () => {
      const codes = store.adapter('AuthorizationCode');
      const kept = payload({
        jti: 'one',
        kind: 'AuthorizationCode',
        nonce: 'n',
        claims: { id_token: { acr: null } },
      });
      await codes.upsert('one', kept, 60);
      expect(await codes.find('one')).toEqual(kept);
      expect(await codes.find('two')).toBeUndefined();
      expect(await codes.find('')).toBeUndefined();
    });

    it('does not take one kind for another', async () => {
      await store.adapter('AccessToken').upsert('same', payload({ kind: 'AccessToken' }), 60);
      expect(await store.adapter('RefreshToken').find('same')).toBeUndefined();
      await store.adapter('RefreshToken').destroy('same');
      expect(await store.adapter('AccessToken').find('same')).toBeDefined();
    });

    it('replaces what is kept again, in place', async () => {
      const interactions = store.adapter('Interaction');
      await interactions.upsert('i', payload({ returnTo: 'a' }), 60);
      await interactions.upsert('i', payload({ returnTo: 'b' }), 60);
      expect(await interactions.find('i')).toMatchObject({ returnTo: 'b' });
    });

    it('keeps many at the same moment, and finds each', async () => {
      const tokens = store.adapter('AccessToken');
      const ids = Array.from({ length: 150 }, (_, at) => `many-${at}`);
      await Promise.all(ids.map(id => tokens.upsert(id, payload({ nonce: id }), 60)));
      const found = await Promise.all(ids.map(id => tokens.find(id)));
      expect(found.map(one => one?.nonce)).toEqual(ids);
    });

    it('the same at the same moment: the last one stands', async () => {
      const tokens = store.adapter('AccessToken');
      await Promise.all([1, 2, 3].map(at => tokens.upsert('twice', payload({ nonce: String(at) }), 60)));
      expect((await tokens.find('twice'))?.nonce).toBe('3');
    });

    it.each(['AuthorizationCode', 'RefreshToken', 'PushedAuthorizationRequest'])(
      'lets a %s be used once, however many try',
      async kind => {
        const adapter = store.adapter(kind);
        await adapter.upsert('used', payload(), 60);
        const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => adapter.consume('used')));
        expect(tries.filter(one => one.status === 'fulfilled').length).toBe(1);
        expect((await adapter.find('used'))?.consumed).toBeTruthy();
        await expect(adapter.consume('used')).rejects.toThrow(/invalid_(grant|request_uri)/);
        await expect(adapter.consume('never there')).rejects.toThrow(/invalid_(grant|request_uri)/);
      },
    );

    it('knows a proof that it has seen, however many bring it', async () => {
      const seen = store.adapter('ReplayDetection');
      const tries = await Promise.allSettled([1, 2, 3, 4].map(() => seen.upsert('jti', payload(), 60)));
      expect(tries.filter(one => one.status === 'fulfilled').length).toBe(1);
      await expect(seen.upsert('jti', payload(), 60)).rejects.toThrow();
    });

    it('finds a session by its uid too', async () => {
      const sessions = store.adapter('Session');
      await sessions.upsert('session', payload({ uid: 'uid-1', accountId: crypto.randomUUID() }), 60);
      expect(await sessions.findByUid('uid-1')).toMatchObject({ uid: 'uid-1' });
      expect(await sessions.findByUid('uid-2')).toBeUndefined();
    });

    it('ends everything of one kind that hangs on a grant, and nothing of another grant', async () => {
      const tokens = store.adapter('AccessToken');
      await tokens.upsert('a', payload({ grantId: 'g1' }), 60);
      await tokens.upsert('b', payload({ grantId: 'g2' }), 60);
      await store.adapter('RefreshToken').upsert('r', payload({ grantId: 'g1' }), 60);
      await tokens.revokeByGrantId('g1');
      expect(await tokens.find('a')).toBeUndefined();
      expect(await tokens.find('b')).toBeDefined();
      expect(await store.adapter('RefreshToken').find('r')).toBeDefined();
    });

    it('forgets what was destroyed', async () => {
      const interactions = store.adapter('Interaction');
      await interactions.upsert('gone', payload(), 60);
      await interactions.destroy('gone');
      expect(await interactions.find('gone')).toBeUndefined();
      await interactions.destroy('gone');
    });

    it('serves nothing that has expired', async () => {
      const codes = store.adapter('AuthorizationCode');
      await codes.upsert('brief', payload(), 60);
      store.travel(59);
      expect(await codes.find('brief')).toBeDefined();
      store.travel(2);
      expect(await codes.find('brief')).toBeUndefined();
    });
  });
}
