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

/**
 * A condition beside keys that are asked for, said so that no index answers it: one of all that has not expired looks cheap
 * while the table is small, and would be read whole at each look-up, however long it has become since (decision 0063).
 */
export function besideKeys(condition: string): string {
  return `case when ${condition} then true else false end`;
}
