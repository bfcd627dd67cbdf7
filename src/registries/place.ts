import type { Json } from './index.ts';
import { known, postalCode, postalCodeIf, type Row, text, textIf } from './reading.ts';

/** An address as the registers of places write it: Post, and both registers of residence. */
export function placeValue(place: Row): Json {
  return known({
    text: text(place, 'address', 500),
    province: textIf(place, 'province', 80),
    county: textIf(place, 'county', 80),
    city: textIf(place, 'city', 80),
    postal_code: postalCodeIf(place, 'postcode'),
  });
}

export const postcodeOf = (place: Row): string => postalCode(place, 'postcode');
