/** One number of a server's `/metrics`: the sum over those of that name whose labels match. */
export const metricOf = async (url: string, name: string, labels: RegExp = /.*/): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  let sum = 0
  for (const line of text.split('\n')) {
    const [, found, given = '', value] = /^(\w+)(\{[^}]*\})? (\S+)$/.exec(line) ?? []
    if (found === name && labels.test(given)) sum += Number(value)
  }
  return sum
}
