/** Columns by name, each with its type in SQL. */
export type Columns = Readonly<Record<string, string>>;

/**
 * The parameters of a statement for any number of rows: one list a column, to be unnested together, so that its text does
 * not depend on how many there are. @param first the number of the first of them
 */
export function listsFrom(first: number, columns: Columns): string {
  return Object.values(columns)
    .map((type, at) => `$${first + at}::${type}[]`)
    .join(', ');
}

/** Their values. */
export function listsOf<Row extends object>(columns: Columns, rows: readonly Row[]): unknown[][] {
  return Object.keys(columns).map(name => rows.map(row => row[name as keyof Row]));
}
