import pg from 'pg';

/** What kysely reads of an answer. */
export interface Answer {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: readonly object[];
}

interface Described {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

type Row = Record<string, unknown>;

/**
 * A statement that puts its rows together itself. In the driver's own, copies of an object without a prototype, the texts
 * outlived two collections, so that each answer ended in the old generation and the whole heap was marked three times a
 * second; why V8 does so was not found, only that it does (decision 0062).
 */
class Question extends pg.Query {
  readonly #rows: Row[] = [];
  readonly #done: (answer: Answer) => void;
  readonly #failed: (error: Error) => void;
  #names: string[] = [];
  #parsers: ((text: string) => unknown)[] = [];
  #empty: Row = {};
  #command = '';
  #unreadable: Error | undefined;

  constructor(config: pg.QueryConfig, done: (answer: Answer) => void, failed: (error: Error) => void) {
    super(config, error => failed(error as Error));
    this.#done = done;
    this.#failed = failed;
  }

  handleRowDescription({ fields }: Described): void {
    this.#names = fields.map(field => field.name);
    this.#parsers = fields.map(field => pg.types.getTypeParser(field.dataTypeID, 'text'));
    const empty: Row = {};
    for (const name of this.#names) empty[name] = null;
    this.#empty = empty;
  }

  /** Called while the driver reads from the socket: what is thrown here would end the process. */
  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#unreadable) return;
    try {
      this.#rows.push(this.#read(fields));
    } catch (error) {
      this.#unreadable = error as Error;
    }
  }

  #read(fields: readonly (string | null)[]): Row {
    const row = { ...this.#empty };
    for (let at = 0; at < fields.length; at++) {
      const text = fields[at];
      if (text !== null && text !== undefined) row[this.#names[at] ?? ''] = this.#parsers[at]?.(text);
    }
    return row;
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#command = text;
  }

  handleReadyForQuery(): void {
    if (this.#unreadable) {
      this.#failed(this.#unreadable);
      return;
    }
    const [command = '', ...counts] = this.#command.split(' ');
    this.#done({ command, rowCount: Number(counts.at(-1) ?? 0), rows: this.#rows });
  }
}

/** Asks one statement with values. @throws pg.DatabaseError */
export function ask(client: pg.PoolClient, config: pg.QueryConfig): Promise<Answer> {
  return new Promise((done, failed) => void client.query(new Question(config, done, failed)));
}
