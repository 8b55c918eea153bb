/** The sum of a metric over its labels, of those series whose labels hold `label`. */
export const metric = async (server: string, name: string, label = ''): Promise<number> => {
  const text = await (await fetch(`${server}/metrics`)).text()
  const series = text.split('\n').filter(line => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
  return series
    .filter(line => line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)
}
