/** A number below this could point at somebody, so it is in no cell and in no sum that everybody sees. */
export const SMALLEST = 5;
/** Of a day that goes on, cells are rounded down to this: two looks a minute apart must not show one person. */
export const STEP = 5;
