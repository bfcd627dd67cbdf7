export function print(name: string, value: number | string, unit: string): void {
  const text = typeof value === 'string' ? value : String(Number(value.toPrecision(value >= 100 ? 4 : 3)));
  console.log(`${name} ${text} ${unit}`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
