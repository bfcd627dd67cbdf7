/**
 * Never more than so many in any second, whenever the second begins. Each who asks gets the next free turn.
 * @returns milliseconds to wait from `now`; undefined when no turn comes until `until`, and then none is taken
 */
export function pace(perSecond: number): (now: number, until: number) => number | undefined {
  const turns = new Float64Array(perSecond).fill(Number.NEGATIVE_INFINITY);
  let next = 0;
  return (now, until) => {
    const turn = Math.max(now, (turns[next] ?? 0) + 1_000);
    if (turn > until) return undefined;
    turns[next] = turn;
    next = (next + 1) % perSecond;
    return turn - now;
  };
}
