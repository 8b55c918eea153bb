import { Edges } from './edges.ts'
import { initialState, keyOf, type ModelConfig, type ModelState } from './model-state.ts'
import { successors } from './world-steps.ts'

/** What became of one configuration. */
export interface Exploration {
  readonly states: number
  readonly steps: number
  /** Null: every invariant holds in every state. Else what broke, and the shortest way there. */
  readonly violation: { readonly what: string; readonly trace: readonly string[] } | null
  /** States in which the row is closed. */
  readonly ended: number
}

/**
 * Visits every state that a configuration can come to, the nearest first, and stops at the first that breaks an
 * invariant. In the end, from every state the row's end must be in reach without another fault.
 * @throws Error when there are more than `most` states
 */
export const explore = (config: ModelConfig, most = 5_000_000): Exploration => {
  const ids = new Map<string, number>()
  const parents: number[] = []
  const labels: string[] = []
  const edges = new Edges()
  const goals: number[] = []
  let frontier: { id: number; state: ModelState }[] = []
  let steps = 0

  const trace = (id: number): string[] => {
    const way: string[] = []
    for (let at = id; at > 0; at = parents[at] ?? 0) way.push(labels[at] ?? '')
    return way.reverse()
  }
  const visit = (state: ModelState, parent: number, label: string, next: typeof frontier): number => {
    const key = keyOf(state)
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = ids.size
    if (id >= most) throw new Error(`more than ${most} states`)
    ids.set(key, id)
    parents.push(parent)
    labels.push(label)
    if (state.row.state === 'ended') goals.push(id)
    next.push({ id, state })
    return id
  }
  const result = (violation: Exploration['violation']): Exploration => ({
    ...{ states: ids.size, steps, violation, ended: goals.length },
  })

  visit(initialState(config), 0, '', frontier)
  while (frontier.length > 0) {
    const next: typeof frontier = []
    for (const { id, state } of frontier)
      for (const { label, fault, state: after } of successors(state, config)) {
        steps++
        const to = visit(after, id, label, next)
        if (after.broken !== null) return result({ what: after.broken, trace: [...trace(id), label] })
        if (!fault) edges.add(id, to)
      }
    frontier = next
  }
  const reached = edges.reaching(goals, ids.size)
  const stuck = reached.indexOf(0)
  return result(stuck < 0 ? null : { what: 'it stays open for ever', trace: trace(stuck) })
}
