/** A row that is longer is refused; its end is found all the same, so that the rows after it keep their numbers. */
export const LONGEST_ROW = 64_000;

/** One line of a stream: its text, or why it has none. */
export type Line = (
  | { readonly text: string }
  | { readonly code: 'custody.row_too_long' | 'custody.row_malformed' }
) & {
  /** Whether a line feed came after it: what has none may be the beginning of a longer one. */
  readonly ended: boolean;
};

/** A byte order mark is no part of a row. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The lines of a stream as they come, without the empty ones and without keeping more than one. A stream that breaks off
 * throws, and its last, half line is not among them.
 */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, at));
      yield* take(true);
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  yield* take(false);

  function keep(part: Buffer): void {
    size += part.byteLength;
    if (size > LONGEST_ROW) parts = [];
    else if (part.byteLength > 0) parts.push(part);
  }

  function take(ended: boolean): Line[] {
    const tooLong = size > LONGEST_ROW;
    const line: Line = { ...(tooLong ? { code: 'custody.row_too_long' } : decoded(parts)), ended };
    parts = [];
    size = 0;
    return 'text' in line && line.text.trim() === '' ? [] : [line];
  }
}

function decoded(parts: readonly Buffer[]): { text: string } | { code: 'custody.row_malformed' } {
  try {
    return { text: utf8.decode(Buffer.concat(parts)) };
  } catch {
    return { code: 'custody.row_malformed' };
  }
}
