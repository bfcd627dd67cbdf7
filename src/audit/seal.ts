export async function sealRecord(): Promise<number> {
  return 0;
}
