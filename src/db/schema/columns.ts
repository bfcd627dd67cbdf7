/** How columns are read and written. */
import type { ColumnType } from 'kysely';

/** A moment: Date when read; Date when written. */
export type Moment = ColumnType<Date, Date, Date>;
/** A calendar day as ISO text, "2013-10-06". */
export type Day = string;
export type Json<T> = ColumnType<T, string, string>;
/** bigint read as text by the driver. */
export type Big = ColumnType<string, string | number | bigint, string | number | bigint>;
