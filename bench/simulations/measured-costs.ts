/** One figure, where it comes from, and what it counts. */
export interface MeasuredCost {
  readonly value: number
  readonly unit: 'µs' | 'bytes'
  readonly what: string
  readonly from: string
}

const cost = (value: number, unit: MeasuredCost['unit'], what: string, from: string): MeasuredCost => ({
  value,
  unit,
  what,
  from,
})

const here = '`--measure`'

/** What one of each costs, in CPU time and memory, on one core of the machine of docs/performance.md. */
export const measuredCosts = {
  idleBytes: cost(8_887, 'bytes', 'an idle connection on a node, resident', 'S1'),
  heartbeat: cost(35, 'µs', 'one heartbeat and its answer, on a node', here),
  connect: cost(1_070, 'µs', 'a connection that comes: handshake, hello, one subscription, on a node', here),
  chunk: cost(42, 'µs', 'one chunk of a provider’s stream, to one reader, on a node', 'S5'),
  frame: cost(14, 'µs', 'one more reader of a frame, on a node', 'S2'),
  appendOnNode: cost(33, 'µs', 'one window written to Redis, on the node', here),
  append: cost(12, 'µs', 'the same in Redis, told to one node that follows', here),
  entryBytes: cost(105, 'bytes', 'the same in Redis, kept', here),
  word: cost(6.5, 'µs', 'one word between nodes, in Redis, for each node that hears it', here),
  wordOnNode: cost(16, 'µs', 'the same on each node that hears it', here),
  verbOnNode: cost(12_000, 'µs', 'a message with all that follows from it, on a node with MongoDB', here),
  verb: cost(10_000, 'µs', 'the same in the primary', here),
  verbBytes: cost(1_300, 'bytes', 'the rows that stay of it, before compression', here),
} as const

export type Costs = { readonly [N in keyof typeof measuredCosts]: number }

/** The figures alone. */
export const costs = Object.fromEntries(
  Object.entries(measuredCosts).map(([name, { value }]) => [name, value]),
) as unknown as Costs
