import type { Line } from './ask.ts';
import type { FieldPort } from './index.ts';
import { absent, coded, digits, fact, known, row, textIf } from './reading.ts';
import { subjectPort } from './subject-port.ts';

const markets = {
  BOURSE: 'bourse',
  FARABOURSE: 'farabourse',
  BASE: 'base_market',
  ISSUER: 'unlisted_issuer',
  NONE: 'none',
} as const;

/** The securities register: Sejam, and what is listed on Codal. */
export function securitiesPort(line: Line): FieldPort {
  return subjectPort(line, {
    path: '/sejam',
    who: 'shenaseMelli',
    entity: {
      facts: from => {
        const listing = row(from.sejam);
        const code = digits(listing, 'code', /^\d{10}$/);
        return {
          'entity.securities': fact(
            known({
              sejam_code: code,
              symbol: textIf(listing, 'namad', 12),
              isin: textIf(listing, 'isin', 12),
              market: coded(listing, 'bazar', markets),
            }),
            { record: code },
          ),
        };
      },
      none: { 'entity.securities': absent },
    },
  });
}
