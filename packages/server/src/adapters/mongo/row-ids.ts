/** Just these rows, by the id that also rows have whose key is compound. */
export const among = (rows: readonly object[]): never =>
  ({ _id: { $in: rows.map(row => (row as { _id?: unknown })._id) } }) as never
