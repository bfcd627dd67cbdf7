const jalali = new Intl.DateTimeFormat('en-US-u-ca-persian-nu-latn', {
  timeZone: 'Asia/Tehran',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** Full solar (Jalali) years on the calendar of Tehran, as the Civil Code counts age. `birthDate` is an ISO day. */
export function ageOn(birthDate: string, at: Date): number {
  const born = solar(new Date(`${birthDate}T12:00:00+03:30`));
  const now = solar(at);
  const before = now.month < born.month || (now.month === born.month && now.day < born.day);
  return now.year - born.year - (before ? 1 : 0);
}

/** Who is under eighteen is refused an account; he is entered in the registers all the same. */
export function isMinor(birthDate: string, at: Date): boolean {
  return ageOn(birthDate, at) < 18;
}

function solar(at: Date): { year: number; month: number; day: number } {
  const parts = Object.fromEntries(jalali.formatToParts(at).map(part => [part.type, part.value]));
  return {
    year: Number(parts.year ?? parts.relatedYear),
    month: Number(parts.month),
    day: Number(parts.day),
  };
}
