import type pg from 'pg';

type Cell = string | number | bigint | boolean | Date | Buffer | readonly string[] | null;

/** Rows into a table by COPY, all columns named, in one statement. */
export function copyIn(client: pg.Client, table: string, rows: readonly Readonly<Record<string, Cell>>[]) {
  const columns = Object.keys(rows[0] ?? {});
  const text = rows.map(row => `${columns.map(name => written(row[name] ?? null)).join('\t')}\n`).join('');
  return new Promise<void>((done, failed) => {
    const statement = `copy ${table} (${columns.join()}) from stdin`;
    client.query(new CopyIn(statement, Buffer.from(text), error => (error ? failed(error) : done())));
  });
}

/** In the text form of COPY. */
function written(cell: Cell): string {
  if (cell === null) return '\\N';
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  if (typeof cell === 'object') return `{${cell.join()}}`;
  return String(cell).replace(/[\\\t\n\r]/g, sign => `\\${sign}`);
}

/** What the driver asks of a statement that it does not know; it hands the answers of the server on by these names. */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

class CopyIn implements pg.Submittable {
  readonly #statement: string;
  readonly #bytes: Buffer;
  readonly #over: (error?: Error) => void;
  #error: Error | undefined;

  constructor(statement: string, bytes: Buffer, over: (error?: Error) => void) {
    this.#statement = statement;
    this.#bytes = bytes;
    this.#over = over;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement);
  }
  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#bytes);
    connection.endCopyFrom();
  }
  handleError(error: Error): void {
    this.#error = error;
    this.#over(error);
  }
  handleReadyForQuery(): void {
    if (!this.#error) this.#over();
  }
  handleCommandComplete(): void {}
}
