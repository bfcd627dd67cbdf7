import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LegalId, type PersonId, readLegalId, readNationalId } from '../../src/identifiers.ts';
import { createRegistries, type Registries } from '../../src/registries/index.ts';
import {
  type InventedCountry,
  inventEntity,
  inventPerson,
  personas,
  startInventedCountry,
} from '../../src/registries/invented/index.ts';
import { AT } from './conformance.ts';

let invented: InventedCountry;
let registries: Registries;
beforeAll(async () => {
  invented = await startInventedCountry({ now: () => AT });
  registries = createRegistries(invented.addresses, { timeoutMs: 2_000, now: () => AT });
});
afterAll(() => invented.close());
afterEach(() => {
  invented.country.restore();
  invented.faults.mend();
});

const person = (key: string) => invented.country.person(key);
const entity = (key: string) => invented.country.entity(key);
const found = async (key: string) => {
  const fact = await registries.legalPersons.find(entity(key).legalId);
  if (!fact) throw new Error(`${key} is not in the register`);
  return fact.value;
};

describe('the generator', () => {
  test('makes people and companies with valid check digits, which begin with 999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_998 }), n => {
        const { id, mobile } = inventPerson(n);
        expect(readNationalId(id)).toBe(id);
        expect(id.startsWith('999')).toBe(true);
        expect(mobile).toMatch(/^\+98999\d{7}$/);
        const { legalId, seat } = inventEntity(n);
        expect(readLegalId(legalId)).toBe(legalId);
        expect(legalId.startsWith('999')).toBe(true);
        expect(seat.postalCode).toMatch(/^[1-9]{4}[1-46-9]\d{5}$/);
      }),
    );
  });

  test('makes the same ones every time, and no two with the same identifier', () => {
    expect(inventPerson(4321)).toEqual(inventPerson(4321));
    expect(inventEntity(4321)).toEqual(inventEntity(4321));
    const numbers = Array.from({ length: 3000 }, (_, at) => at + 1000);
    expect(new Set(numbers.map(n => inventPerson(n).id)).size).toBe(3000);
    expect(new Set(numbers.map(n => inventEntity(n).legalId)).size).toBe(3000);
  });

  test('whoever it makes is known to every register, and each company to its officers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1000, max: 900_000 }), async n => {
        const { id, given, family, birthDate, mobile } = inventPerson(n);
        const match = await registries.civil.match({
          id,
          givenName: given.fa,
          familyName: family.fa,
          birthDate,
        });
        expect(match.value).toEqual({ matched: true, alive: true });
        expect((await registries.shahkar.match(id, mobile)).value).toBe(true);
        const { legalId } = inventEntity(n);
        const offices = (await registries.legalPersons.entitiesOf(id)).value;
        expect(offices).toContain(legalId);
        for (const office of offices) {
          const company = await registries.legalPersons.find(office);
          expect(company?.value.officers.map(officer => officer.id)).toContain(id);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the people of the demo', () => {
  test('all have the identifiers that are told, and a mobile of their own', () => {
    expect(invented.country.people.map(({ id }) => id)).toEqual(
      personas.people.map(({ national_id, foreign_id }) => national_id ?? foreign_id),
    );
    expect(new Set(invented.country.people.map(({ mobile }) => mobile)).size).toBe(personas.people.length);
    expect(invented.country.mobileOf(person('sara').id)).toBe('+989990000018');
  });

  test('Parisa is seventeen, in whichever year the demo runs', async () => {
    for (const year of [2026, 2031, 2040]) {
      const country = await startInventedCountry({ now: () => new Date(`${year}-11-21T00:00:00Z`) });
      const age = year - Number(country.country.person('parisa').birthDate.slice(0, 4));
      expect(age).toBe(17);
      await country.close();
    }
  });

  test('Behrouz has died according to the civil register', async () => {
    const { id } = person('behrouz');
    expect((await registries.civil.match({ id })).value).toEqual({ matched: true, alive: false });
  });

  test('a wrong name, a wrong birthday and an unknown person do not match', async () => {
    const { id, given, family, birthDate } = person('sara');
    const ask = (change: object) =>
      registries.civil.match({ id, givenName: given.fa, familyName: family.fa, birthDate, ...change });
    expect((await ask({ givenName: 'مینا' })).value.matched).toBe(false);
    expect((await ask({ birthDate: '1982-07-04' })).value.matched).toBe(false);
    expect((await ask({ id: '9998887776' as PersonId })).value).toEqual({ matched: false, alive: false });
  });

  test('a name typed on an Arabic keyboard matches', async () => {
    const { id, birthDate } = person('omid');
    const typed = { givenName: 'اميد', familyName: 'كريمي' };
    expect((await registries.civil.match({ id, birthDate, ...typed })).value.matched).toBe(true);
  });

  test('a number that is somebody else’s is not his', async () => {
    expect((await registries.shahkar.match(person('omid').id, person('sara').mobile)).value).toBe(false);
  });
});

describe('the companies of the demo', () => {
  test('Pars is bound by any two of three', async () => {
    const { officers } = await found('pars');
    expect(officers.map(({ mode, required }) => [mode, required])).toEqual([
      ['joint', 2],
      ['joint', 2],
      ['joint', 2],
    ]);
    expect(officers.map(({ id }) => id)).toEqual(['omid', 'laleh', 'sara'].map(key => person(key).id));
  });

  test('Kavir is dissolved and Reza’s office has ended', async () => {
    const company = await found('kavir');
    expect(company.status).toBe('dissolved');
    expect(company.officers[0]).toMatchObject({ id: person('reza').id, ended: { reason: 'dissolved' } });
  });

  test('Khazar is directed by a foreign national, Zagros by its liquidator', async () => {
    expect((await found('khazar')).officers[0]).toMatchObject({ id: '999000000013', mode: 'sole' });
    expect(await found('zagros')).toMatchObject({
      status: 'under_liquidation',
      officers: [{ id: person('laleh').id, role: 'liquidator', mode: 'sole' }],
    });
  });

  test('names come with Persian letters, however the register writes them', async () => {
    expect((await found('kavir')).name.fa).toBe('شرکت کاشی کویر');
  });

  test('what nobody registered is not found', async () => {
    expect(await registries.legalPersons.find('99988877766' as LegalId)).toBeUndefined();
  });
});

describe('the register changes', () => {
  test('an office ends on a day', async () => {
    const { legalId } = entity('arvand');
    invented.country.endOffice(legalId, person('sara').id, '2026-11-20');
    expect((await found('arvand')).officers[0]?.ended).toEqual({ on: '2026-11-20', reason: 'term_ended' });
    invented.country.restore();
    expect((await found('arvand')).officers[0]?.ended).toBeNull();
  });

  test('a company is dissolved, and with it every office', async () => {
    invented.country.dissolve(entity('pars').legalId, '2026-11-19');
    const { status, statusSince, officers } = await found('pars');
    expect({ status, statusSince }).toEqual({ status: 'dissolved', statusSince: '2026-11-19' });
    expect(officers.every(({ ended }) => ended?.reason === 'dissolved')).toBe(true);
  });

  test('a person dies, and a company gets another name', async () => {
    invented.country.setAlive(person('omid').id, false);
    expect((await registries.civil.match({ id: person('omid').id })).value.alive).toBe(false);
    invented.country.setValue(entity('arvand').legalId, {
      name: { fa: 'شرکت آروند نو', en: 'New Arvand' },
    });
    expect((await found('arvand')).name.en).toBe('New Arvand');
  });
});
