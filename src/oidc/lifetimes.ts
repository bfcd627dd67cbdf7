/** How long things of the engine live, in seconds. */
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const lifetimes = {
  code: MINUTE,
  /** From the kiosk's first page to the end of the sign-in. */
  deviceCode: 10 * MINUTE,
  accessToken: 10 * MINUTE,
  clientCredentials: 10 * MINUTE,
  idToken: 10 * MINUTE,
  interaction: HOUR,
  /** Of a client that registered itself. */
  registrationAccessToken: 365 * DAY,
  /** From the sign-in on, used or not. */
  session: 12 * HOUR,
  /** Without a visit here; each one begins it anew. */
  idle: 2 * HOUR,
  /** From the first issue on: rotating does not make a grant older than this. */
  refreshToken: 30 * DAY,
  offlineGrant: 30 * DAY,
  /** A grant that ends with the session, and the last access token made in it. */
  grant: 12 * HOUR + 10 * MINUTE,
} as const;

/** What must be true of the numbers above; the engine would not complain. */
export function assertSound(): void {
  const { offlineGrant, refreshToken, grant, session, idle, accessToken } = lifetimes;
  if (offlineGrant < refreshToken)
    throw new Error('A grant must live at least as long as its refresh tokens.');
  if (idle > session) throw new Error('A session cannot be idle for longer than it lives.');
  if (grant < session + accessToken) throw new Error('A grant must outlive the session and its last token.');
}
