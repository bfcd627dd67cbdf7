import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import {
  absent,
  allOf,
  coded,
  countIf,
  digits,
  digitsIf,
  flag,
  postalCode,
  records,
  text,
  textIf,
} from './reading.ts';
import { subjectPort } from './subject-port.ts';

const keys = ['entity.products', 'entity.trade_roles', 'entity.warehouses'];
const holds = { MALEK: 'owner', BAHREBARDAR: 'operator', SAHEB_KALA: 'goods_owner' } as const;

/** The ministry's register of goods and services, with the roles and warehouses that its systems keep. */
export function goodsServicesPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/kala',
    who: 'shenaseMelli',
    entity: {
      facts: from => ({
        'entity.products': records(from, 'kalaha', one => ({
          name: text(one, 'nam', 200),
          goods_id: digitsIf(one, 'shenase', /^\d{13}$/),
          irancode: digitsIf(one, 'irancode', /^\d{16}$/),
          hs: digitsIf(one, 'tarefe', /^\d{6,8}$/),
        })),
        'entity.trade_roles': records(from, 'naghshha', one => ({
          code: digits(one, 'code', /^\d{6,20}$/),
          role: text(one, 'naghsh', 80),
          active: flag(one, 'faal'),
        })),
        'entity.warehouses': records(from, 'anbarha', one => ({
          id: text(one, 'shenase', 20),
          postal_code: postalCode(one, 'codePosti'),
          kind: textIf(one, 'noe', 80),
          role: coded(one, 'nesbat', holds),
          area_m2: countIf(one, 'masahat'),
        })),
      }),
      none: allOf(absent, keys),
    },
  });
}
