import type { Assumptions } from './assumptions.ts'
import type { Costs } from './measured-costs.ts'

/** What so many connections ask for, each second. */
interface Load {
  readonly questions: number
  readonly running: number
  readonly appends: number
  readonly words: number
  /** Microseconds of all nodes together, words excepted. */
  readonly nodeCpu: number
}

/** How many of each are needed for one reason each. */
export type Needs = Readonly<Record<string, number>>

/** An installation, or several that share nothing: projects live in one each. */
export interface Plan {
  readonly connections: number
  /** Replica sets, each with nodes and a Redis of its own, because a server has one database. */
  readonly cells: number
  readonly nodes: number
  readonly redisShards: number
  /** What asks for most of each. */
  readonly because: { readonly cells: string; readonly nodes: string; readonly redisShards: string }
}

const second = 1e6
const day = 86_400

export const loadOf = (connections: number, a: Assumptions, c: Costs): Load => {
  const questions = (connections * a.activeShare * a.questionsPerHour) / 3_600
  const running = questions * a.answerSeconds
  const chunks = running * a.chunksPerSecond
  const appends = running * a.windowsPerSecond
  const nodeCpu =
    (connections / a.heartbeatSeconds) * c.heartbeat +
    ((connections * a.reconnectsPerHour) / 3_600) * c.connect +
    chunks * c.chunk +
    appends * (c.appendOnNode + (a.readersPerAnswer - 1) * c.frame) +
    questions * a.verbsPerQuestion * c.verbOnNode
  return { questions, running, appends, words: questions * a.wordsPerQuestion, nodeCpu }
}

/** Nodes of one cell, by what needs them. Every node hears every word of its cell. */
export const nodesFor = (connections: number, a: Assumptions, c: Costs): Needs => {
  const { running, words, nodeCpu } = loadOf(connections, a, c)
  const left = a.share * second - words * c.wordOnNode
  const lost = connections / a.zones
  const perSurvivor = (a.stormShare * second * a.patienceSeconds) / c.connect
  return {
    'CPU in calm times': left > 0 ? nodeCpu / left : Number.POSITIVE_INFINITY,
    'taking a lost zone’s clients within their patience': (lost / perSurvivor) * (a.zones / (a.zones - 1)),
    'memory of connections': (connections * c.idleBytes) / a.nodeBytes,
    'running answers': running / a.runningPerNode,
  }
}

/** Shards of one cell's Redis, by what needs them; of the bus there is one, whatever the number of shards. */
export const redisFor = (connections: number, nodes: number, a: Assumptions, c: Costs): Needs => {
  const { questions, appends, words } = loadOf(connections, a, c)
  const entries = a.answerSeconds * a.windowsPerSecond
  return {
    'CPU of live text': (appends * c.append) / (a.share * second),
    'memory of live text':
      (questions * (a.logSeconds + a.answerSeconds) * entries * c.entryBytes) / (a.share * a.redisBytes),
    'CPU of words': (words * nodes * c.word) / (a.share * second),
  }
}

/** Replica sets, by what needs them. */
export const replicaSetsFor = (connections: number, a: Assumptions, c: Costs): Needs => {
  const { questions } = loadOf(connections, a, c)
  const verbs = questions * a.verbsPerQuestion
  return {
    'CPU of the primary': (verbs * c.verb) / (a.mongoCores * a.share * second),
    'disk of a member': (verbs * c.verbBytes * a.keptDays * day * a.diskPerByte) / (a.share * a.mongoBytes),
  }
}

export const most = (needs: Needs): readonly [string, number] =>
  Object.entries(needs).reduce((greatest, next) => (next[1] > greatest[1] ? next : greatest))

/** Does one cell hold so many: with one replica set, and a bus that its Redis and its nodes can follow? */
export const fitsOneCell = (connections: number, a: Assumptions, c: Costs): boolean => {
  const nodes = most(nodesFor(connections, a, c))[1]
  const bus = redisFor(connections, nodes, a, c)['CPU of words'] ?? 0
  return Number.isFinite(nodes) && bus <= 1 && most(replicaSetsFor(connections, a, c))[1] <= 1
}

/** Most that one of something carries: the greatest number for which `fits` holds, to three digits. */
export const carries = (fits: (connections: number) => boolean): number => {
  let [low, high] = [1, 1e12]
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high)
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}

export const planFor = (connections: number, a: Assumptions, c: Costs): Plan => {
  const perCell = carries(count => fitsOneCell(count, a, c))
  const cells = Math.ceil(connections / perCell)
  const each = connections / cells
  const [nodesBecause, nodes] = most(nodesFor(each, a, c))
  // One may be lost or replaced at any time.
  const nodesEach = Math.max(a.zones, Math.ceil(nodes))
  const [redisBecause, shards] = most(redisFor(each, nodesEach, a, c))
  const full = { ...replicaSetsFor(perCell, a, c), ...busOf(perCell, a, c) }
  return {
    connections,
    cells,
    nodes: cells * nodesEach,
    redisShards: cells * Math.ceil(shards),
    because: {
      cells: cells === 1 ? '–' : most(full)[0],
      nodes: nodes <= a.zones ? 'one for each zone' : nodesBecause,
      redisShards: shards <= 1 ? '–' : redisBecause,
    },
  }
}

const busOf = (connections: number, a: Assumptions, c: Costs): Needs => {
  const nodes = most(nodesFor(connections, a, c))[1]
  return { 'words of the bus': redisFor(connections, nodes, a, c)['CPU of words'] ?? 0 }
}
