import { parsePostalCode } from '../../identifiers.ts';
import type { EntityDossier } from './dossier.ts';
import type { Place } from './model.ts';

const plant: Place = {
  id: 'P-ARVAND-2',
  address: 'خراسان رضوی، نیشابور، کیلومتر ۵ جادهٔ کاشمر، قطعهٔ ۲۲',
  province: 'خراسان رضوی',
  provinceCode: '09',
  county: 'نیشابور',
  city: 'نیشابور',
  postalCode: parsePostalCode('9991876543'),
  since: '2019-05-22',
};

/**
 * Arvand has one of everything, so that every field of a company has a value in the demo.
 * @param until an ISO day after this year
 */
export function arvandsDossier(seat: Place, until: string): Partial<EntityDossier> {
  return {
    formerNames: [{ name: 'شرکت بسته‌بندی آروند', since: '2013-10-06', until: '2020-07-25' }],
    articles: { on: '2020-07-25', document: 'AS-58214-2', office: 'ادارهٔ ثبت شرکت‌های مشهد' },
    branches: [{ name: 'شعبهٔ نیشابور', number: '70118', manager: 'سارا رحیمی', place: plant }],
    trademarks: [
      { number: '309914', mark: 'آروند', classes: [29, 30], since: '2019-06-01', expires: '2029-06-01' },
    ],
    registeredSeat: seat,
    sites: [{ kind: 'FACTORY', place: plant }],
    warehouses: [
      { id: 'W-99-58214', postalCode: plant.postalCode, kind: 'سردخانه', holds: 'MALEK', area: 1800 },
    ],
    premises: [
      { postalCode: seat.postalCode, tenure: 'MALEK', deed: '139985306010058214', lease: null, until: null },
      { postalCode: plant.postalCode, tenure: 'MOSTAJER', deed: null, lease: 'LC-9958214', until },
    ],
    enamads: [{ code: 'EN-58214', domain: 'arvand.example', stars: 4, expires: until }],
    qualifications: [
      {
        number: 'Q-58214',
        field: 'صنایع غذایی',
        grade: '3',
        issuer: 'سازمان برنامه و بودجه',
        expires: until,
      },
    ],
    standards: [
      {
        number: 'ISIRI-58214',
        standard: '214',
        product: 'مربای آلبالو',
        brand: 'آروند',
        mandatory: true,
        issued: '2023-05-22',
        expires: until,
      },
    ],
    environment: [
      {
        number: 'ENV-58214',
        kind: 'مجوز استقرار',
        postcode: seat.postalCode,
        issued: '2015-04-27',
        expires: until,
      },
    ],
    healthPermits: [
      {
        number: 'FD-58214',
        kind: 'پروانهٔ ساخت',
        product: 'مربای آلبالو',
        manager: 'سارا رحیمی',
        issued: '2023-01-01',
        expires: until,
      },
    ],
    goods: [
      {
        name: 'مربای آلبالو ۳۰۰ گرمی',
        id: '2990000058214',
        irancode: '1029990000058214',
        tariff: '20079990',
      },
    ],
    tradeRoles: [{ code: '990058214', role: 'تولیدکننده', active: true }],
    customs: { authorised: true, suspended: false, since: '2016-02-20' },
    taxCertificates: [{ article: 'M186', number: 'T-58214', issued: '2026-05-22', expires: until }],
    insuranceCertificates: [
      { article: 'A38', number: 'I-58214', contract: 'C-1404-12', issued: '2026-04-04', expires: until },
    ],
    statements: [
      { year: '1404', audited: true, auditor: 'مؤسسهٔ حسابرسی نمونه', opinion: 'مقبول', tracking: 'J-58214' },
    ],
    vehicles: [
      { class: 'KAMION', count: 3 },
      { class: 'VANET', count: 5 },
    ],
    listing: { code: '9990058214', symbol: 'آروند', isin: 'IRO9ARVD0001', market: 'BASE' },
    sana: true,
  };
}
