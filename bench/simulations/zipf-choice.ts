/**
 * Chooses one of `count` things, the first most often: the n-th as often as 1 / n^`exponent`. With 1 the first of a million
 * gets 7 % of all.
 */
export const zipfChoice = (count: number, exponent: number, random: () => number): (() => number) => {
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 1; rank <= count; rank++) {
    sum += rank ** -exponent
    sums[rank - 1] = sum
  }
  return () => {
    const wanted = random() * sum
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
