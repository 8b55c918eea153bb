/** Runs all sides in turn, round after round, so that a machine that drifts drifts for all of them. */
export const interleave = async <K extends string, T>(
  rounds: number,
  sides: Readonly<Record<K, () => Promise<T>>>,
): Promise<Record<K, T[]>> => {
  const names = Object.keys(sides) as K[]
  const samples = Object.fromEntries(names.map(name => [name, [] as T[]])) as Record<K, T[]>
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, for what one leaves behind the next one meets.
    const order = round % 2 === 0 ? names : names.toReversed()
    for (const name of order) samples[name].push(await sides[name]())
  }
  return samples
}
