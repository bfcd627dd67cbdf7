/**
 * Reads the rows of a file as they come: CSV (RFC 4180), one JSON object in each line, or a JSON array. Only the row
 * that is being read is held, and of one that is too long not even that. Pure.
 */
export const formats = ['csv', 'ndjson', 'json'] as const;
export type Format = (typeof formats)[number];

/** A row as it was read; undefined: it could not be. */
export interface FileRow {
  /** Where it begins: line of CSV and NDJSON, position in an array; from 1. */
  readonly line: number;
  readonly record: Readonly<Record<string, unknown>> | undefined;
}

export interface RowReader {
  /** The rows that end in this piece. */
  read(piece: string): FileRow[];
  /** The row that the end of the file ends. */
  end(): FileRow[];
}

const LONGEST_ROW = 64 * 1024;

export function rowReader(format: Format): RowReader {
  return format === 'csv' ? csvReader() : format === 'ndjson' ? lineReader() : arrayReader();
}

function csvReader(): RowReader {
  let header: readonly string[] | undefined;
  let cells: string[] = [];
  let cell = '';
  let length = 0;
  let quoted = false;
  let afterQuote = false;
  let broken = false;
  let line = 1;
  let begins = 1;
  const endCell = () => {
    // Each costs memory, also an empty one: of a row of nothing but commas no more is kept than of any other.
    length += 1;
    if (length > LONGEST_ROW) broken = true;
    else cells.push(cell);
    cell = '';
    afterQuote = false;
  };
  const endRow = (rows: FileRow[]) => {
    endCell();
    const empty = cells.length === 1 && cells[0] === '';
    if (!header)
      header = cells.map(name =>
        name
          .replace(/^\ufeff/, '')
          .trim()
          .toLowerCase(),
      );
    else if (!empty || broken) {
      const names = header;
      const fits = !broken && cells.length === names.length;
      const record = fits ? Object.fromEntries(names.map((name, at) => [name, cells[at]])) : undefined;
      rows.push({ line: begins, record });
    }
    cells = [];
    length = 0;
    broken = false;
    begins = line;
  };
  const add = (text: string) => {
    length += text.length;
    if (length > LONGEST_ROW) {
      broken = true;
      cell = '';
    } else cell += text;
  };
  return {
    read: piece => {
      const rows: FileRow[] = [];
      let from = 0;
      for (let at = 0; at < piece.length; at += 1) {
        const sign = piece.charCodeAt(at);
        if (sign !== 34 && sign !== 10 && (quoted || (sign !== 44 && sign !== 13))) continue;
        if (at > from) add(piece.slice(from, at));
        from = at + 1;
        if (sign === 10) line += 1;
        if (quoted) {
          if (sign === 10) add('\n');
          else {
            quoted = false;
            afterQuote = true;
          }
        } else if (sign === 34) {
          // A quote after a quote stands for itself; elsewhere it opens a cell, or the row is broken.
          if (afterQuote) add('"');
          else if (cell !== '') broken = true;
          quoted = true;
          afterQuote = false;
        } else if (sign === 44) endCell();
        else if (sign === 10) endRow(rows);
      }
      if (from < piece.length) add(piece.slice(from));
      return rows;
    },
    end: () => {
      const rows: FileRow[] = [];
      if (quoted) broken = true;
      if (cell !== '' || cells.length > 0 || broken) endRow(rows);
      return rows;
    },
  };
}

function lineReader(): RowReader {
  let rest = '';
  let long = false;
  let line = 0;
  const rowOf = (text: string): FileRow[] => {
    line += 1;
    const whole = text.replace(/^\ufeff/, '').trim();
    if (whole === '' && !long) return [];
    const row = { line, record: long || text.length > LONGEST_ROW ? undefined : objectIn(whole) };
    long = false;
    return [row];
  };
  return {
    read: piece => {
      const rows: FileRow[] = [];
      let from = 0;
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', from)) {
        rows.push(...rowOf(rest + piece.slice(from, at)));
        rest = '';
        from = at + 1;
      }
      if (rest.length + piece.length - from > LONGEST_ROW) {
        rest = '';
        long = true;
      } else rest += piece.slice(from);
      return rows;
    },
    end: () => rowOf(rest),
  };
}

function arrayReader(): RowReader {
  let row = '';
  let length = 0;
  let depth = 0;
  let inText = false;
  let escaped = false;
  let position = 0;
  const add = (text: string) => {
    length += text.length;
    row = length > LONGEST_ROW ? '' : row + text;
  };
  const endRow = (rows: FileRow[]) => {
    const text = row.replace(/^\ufeff/, '').trim();
    if (text !== '' || length > LONGEST_ROW) {
      position += 1;
      rows.push({ line: position, record: length > LONGEST_ROW ? undefined : objectIn(text) });
    }
    row = '';
    length = 0;
  };
  return {
    read: piece => {
      const rows: FileRow[] = [];
      let from = 0;
      for (let at = 0; at < piece.length; at += 1) {
        const sign = piece[at];
        if (escaped) escaped = false;
        else if (inText) {
          if (sign === '\\') escaped = true;
          else if (sign === '"') inText = false;
        } else if (sign === '"') inText = true;
        else if (sign === '{' || sign === '[') {
          depth += 1;
          if (depth === 1) from = cut(piece, from, at);
        } else if (sign === '}' || sign === ']') {
          depth -= 1;
          if (depth === 0) {
            from = cut(piece, from, at);
            endRow(rows);
          }
        } else if (sign === ',' && depth === 1) {
          from = cut(piece, from, at);
          endRow(rows);
        }
      }
      if (from < piece.length) add(piece.slice(from));
      return rows;
    },
    end: () => {
      const rows: FileRow[] = [];
      // What is left open, or stands behind the end, is one row that cannot be read.
      endRow(rows);
      return rows.map(({ line }) => ({ line, record: undefined }));
    },
  };

  function cut(piece: string, from: number, at: number): number {
    add(piece.slice(from, at));
    return at + 1;
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
