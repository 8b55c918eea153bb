/** Scatters names evenly; the same on every node. */
const scatter = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

const isFirst = (id: string, self: string, others: readonly string[]): boolean => {
  const own = scatter(`${self} ${id}`)
  return others.every(other => {
    const rank = scatter(`${other} ${id}`)
    return own > rank || (own === rank && self > other)
  })
}

/**
 * Rows that several nodes could take over, in this node's share and the others': each row is in one share, as long as the
 * nodes agree on who lives, and in hardly another one when they do not. It only saves work: whose a row is, its term says.
 */
export const shareOf = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  self: string,
  living: readonly string[],
): { readonly own: readonly Row[]; readonly others: readonly Row[] } => {
  const rivals = living.filter(name => name !== self)
  const shares = { own: [] as Row[], others: [] as Row[] }
  for (const row of rows) (isFirst(row.id, self, rivals) ? shares.own : shares.others).push(row)
  return shares
}
