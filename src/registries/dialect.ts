import { Garbage, type Row, row } from './reading.ts';

/** How a question is written and an answer read: most registries speak JSON, some SOAP. */
export interface Dialect {
  headers(path: string): Readonly<Record<string, string>>;
  write(path: string, question: Readonly<Record<string, string | undefined>>): string;
  /**
   * @returns the record; undefined: the registry says that it has none; 'failed': it says that it cannot answer
   * @throws Garbage
   */
  read(path: string, status: number, answer: string): Row | undefined | 'failed';
}

export const json: Dialect = {
  headers: () => ({ 'content-type': 'application/json', accept: 'application/json' }),
  write: (_path, question) => JSON.stringify(question),
  read: (_path, status, answer) => {
    if (status === 404 && isNoRecord(answer)) return undefined;
    // 202: the question is taken, the answer comes later.
    return status === 200 || status === 202 ? row(parse(answer)) : 'failed';
  },
};

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Garbage('not JSON');
  }
}

/** A wrong address also says 404; only the registry's own word means that there is no record. */
function isNoRecord(body: string): boolean {
  try {
    return row(JSON.parse(body)).error === 'NO_RECORD';
  } catch {
    return false;
  }
}
