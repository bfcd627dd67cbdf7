import pg from 'pg';

/** PostgreSQL ends the session with it (SQLSTATE 08, 57P0x), or its time in a transaction is over (25P0x). */
const ENDS = /^(08|57P0|25P0[34])/;

/**
 * The database is not reached, or the connection broke. What was asked is not at fault, and may be asked again in a moment;
 * whether a change under way was kept is known only to the database.
 */
export class DatabaseAway extends Error {
  /** Seconds. */
  static readonly retryAfter = 1;
  /** Of the system or of PostgreSQL: ECONNREFUSED, 57P01. */
  readonly code: string | undefined;
  /** What the engine and the frameworks read where one of them answers. */
  readonly statusCode = 503;
  readonly status = 503;
  readonly headers = { 'retry-after': String(DatabaseAway.retryAfter) };

  constructor(cause: unknown) {
    super('the database does not answer', { cause });
    this.name = 'DatabaseAway';
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
    this.code = typeof code === 'string' ? code : undefined;
  }
}

/** Time for a new connection, where a server takes it and says nothing, or packets are dropped. */
const PATIENCE_MS = 10_000;

/**
 * A connection that may break at any moment. The pool listens to idle ones only: without a listener one that breaks between
 * two statements, or in the very moment in which it is given out, would end the process.
 */
export class Connection extends pg.Client {
  #broken = false;

  constructor(config?: pg.ClientConfig) {
    // The limit is each connection's: the pool would also count how long one waits for a place in it.
    super({ ...config, connectionTimeoutMillis: PATIENCE_MS });
    this.on('error', () => {
      this.#broken = true;
    });
  }

  /** Whether a statement of this connection failed because it broke, and not by itself. */
  brokeWith(error: unknown): boolean {
    return this.#broken || (error instanceof pg.DatabaseError && ENDS.test(error.code ?? ''));
  }
}
