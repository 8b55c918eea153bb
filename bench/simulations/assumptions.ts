/** One thing that is taken for granted; who knows better changes it here and runs the program. */
interface Assumption {
  readonly value: number
  readonly what: string
}

const assume = (value: number, what: string): Assumption => ({ value, what })

const gigabyte = 2 ** 30

export const assumed = {
  activeShare: assume(0.1, 'share of the connections whose chat is active'),
  questionsPerHour: assume(20, 'questions an hour in an active chat'),
  answerSeconds: assume(8, 'seconds that an answer streams'),
  chunksPerSecond: assume(50, 'chunks a second of a provider’s stream'),
  windowsPerSecond: assume(25, 'windows a second (one each 40 ms)'),
  readersPerAnswer: assume(1.2, 'readers of an answer: second devices and colleagues'),
  verbsPerQuestion: assume(3, 'messages’ worth of store work for a question and its answer'),
  wordsPerQuestion: assume(8, 'words between nodes for it: commits, lists of threads, typing'),
  reconnectsPerHour: assume(1, 'times an hour that a connection is made anew'),
  heartbeatSeconds: assume(20, 'seconds between two heartbeats (`HEARTBEAT_INTERVAL`)'),
  zones: assume(3, 'zones, one of which may be lost'),
  patienceSeconds: assume(10, 'seconds for which a client waits to be taken, as the SDK does'),
  share: assume(0.6, 'share of a core or disk that is used in calm times'),
  stormShare: assume(0.9, 'share of a node’s core that may be used while a lost zone comes back'),
  nodeBytes: assume(2 * gigabyte, 'memory of a node for connections; a node is one process on one core'),
  runningPerNode: assume(2_000, 'answers that run on a node at once (`AI_MAX_RUNNING`)'),
  logSeconds: assume(600, 'seconds for which the live text of an ended answer is kept'),
  redisBytes: assume(8 * gigabyte, 'memory of one Redis'),
  mongoCores: assume(16, 'cores of a primary'),
  mongoBytes: assume(4_096 * gigabyte, 'disk of a member'),
  diskPerByte: assume(1, 'bytes on disk for each byte of rows: rows are compressed, indexes hardly'),
  keptDays: assume(90, 'days for which conversations are kept'),
} as const

export type Assumptions = { readonly [N in keyof typeof assumed]: number }

/** The figures alone. */
export const assumptions = Object.fromEntries(
  Object.entries(assumed).map(([name, { value }]) => [name, value]),
) as unknown as Assumptions
