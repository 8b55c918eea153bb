const told = /"owner":"([^"]+)"[^\n]*"this node holds its lease"/g

/** The name under which a node owns rows, from what it printed; the newest, where it was started several times. */
export const incarnationOf = (output: string): string => {
  const name = [...output.matchAll(told)].at(-1)?.[1]
  if (name === undefined) throw new Error('A node has not told its name')
  return name
}
