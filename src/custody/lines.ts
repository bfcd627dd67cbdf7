/** A row that is longer is refused; its end is found all the same, so that the rows after it keep their numbers. */
export const LONGEST_ROW = 64_000;

/**
 * The lines of a stream as they come, without keeping more than one; undefined stands for one that was too long. A
 * stream that breaks off throws, and its last, half line is not among them.
 */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = () => {
    const line = size > LONGEST_ROW ? undefined : Buffer.concat(parts).toString('utf8');
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of stream) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, at));
      yield take();
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield take();

  function keep(part: Buffer): void {
    size += part.byteLength;
    if (size > LONGEST_ROW) parts = [];
    else if (part.byteLength > 0) parts.push(part);
  }
}
