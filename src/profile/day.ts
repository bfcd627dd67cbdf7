/** The day in Iran, as terms and birthdays count it: UTC+3:30 without summer time since 1401. */
export function dayInIran(at: Date): string {
  return new Date(at.getTime() + 12_600_000).toISOString().slice(0, 10);
}
