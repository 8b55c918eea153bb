import { childOf, type FlameKind, type FlameNode } from './flame-node.ts'

/** What Node's `--cpu-prof` writes, as far as it is read here. Times are microseconds of the monotonic clock. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly startTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

/** A part of the monotonic clock, in microseconds. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/** Waiting for something to do is no cost. */
const idle = '(idle)'
const root = '(root)'

const kindOf = (url: string): FlameKind => {
  if (url.startsWith('node:')) return 'node'
  if (url.includes('/node_modules/')) return 'packages'
  return url === '' ? 'engine' : 'ours'
}

const nameOf = ({ functionName, url, lineNumber }: ProfileNode['callFrame']): string => {
  const file = url.split('/').at(-1)
  const called = functionName || '(anonymous)'
  return file ? `${called} ${file}:${lineNumber + 1}` : called
}

/** Adds the busy time of one thread's profile below a node, called by called, as far as it lies in the window. */
export const foldProfile = (profile: CpuProfile, into: FlameNode, { from, to }: TimeWindow): void => {
  const nodes = new Map(profile.nodes.map(node => [node.id, node] as const))
  const callers = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id] as const)))
  /** From the outermost call to the one that ran. */
  const pathOf = (leaf: number): ProfileNode[] => {
    const path: ProfileNode[] = []
    for (let id: number | undefined = leaf; id !== undefined; id = callers.get(id)) {
      const node = nodes.get(id)
      if (node && node.callFrame.functionName !== root) path.unshift(node)
    }
    return path
  }
  const paths = new Map<number, readonly ProfileNode[]>()
  let at = profile.startTime
  for (const [index, leaf] of profile.samples.entries()) {
    at += profile.timeDeltas[index] ?? 0
    if (at < from || at > to) continue
    const path = paths.get(leaf) ?? pathOf(leaf)
    paths.set(leaf, path)
    if (path.at(-1)?.callFrame.functionName === idle) continue
    // A sample stands for the time until the next one.
    const time = profile.timeDeltas[index + 1] ?? 0
    into.time += time
    let node = into
    for (const { callFrame } of path) {
      node = childOf(node, nameOf(callFrame), kindOf(callFrame.url))
      node.time += time
    }
  }
}
