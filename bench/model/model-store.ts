import { type Ending, type ModelConfig, type ModelState, type Node, nameOf, type Text } from './model-state.ts'

export const withNode = (state: ModelState, at: number, change: Partial<Node>): ModelState => ({
  ...state,
  nodes: state.nodes.map((node, index) => (index === at ? { ...node, ...change } : node)),
})

const broken = (state: ModelState, what: string): ModelState => ({ ...state, broken: state.broken ?? what })

/** Is a text that was shown in the end, unless it is one that may be lost? */
const isKept = ({ row, shown, forgiven }: ModelState): boolean =>
  row.text.startsWith(shown) || (forgiven !== null && shown.length <= forgiven.length)

/** Readers are shown a text: they keep what they have when it is longer. */
export const show = (state: ModelState, text: Text): ModelState => {
  const { shown, row } = state
  const [shorter, longer] = shown.length < text.length ? [shown, text] : [text, shown]
  if (!longer.startsWith(shorter)) return broken(state, 'the text forked')
  const next = { ...state, shown: longer }
  return row.state === 'ended' && !isKept(next) ? broken(next, 'text was shown after the end that is not in it') : next
}

/** `queued → thinking`, for this term alone. */
export const startRow = (state: ModelState, term: number): ModelState | null =>
  state.row.state === 'queued' && state.row.term === term ? { ...state, row: { ...state.row, state: 'running' } } : null

/** The term becomes one more, and the owner this node, where the term is the one that was expected. */
export const raiseRow = (state: ModelState, expected: number, owner: string): ModelState | null =>
  state.row.term === expected && state.row.state !== 'ended'
    ? { ...state, row: { ...state.row, term: expected + 1, owner } }
    : null

/** Was a raise of mine done, of which I did not hear? */
export const isMine = ({ row }: ModelState, expected: number, owner: string): boolean =>
  row.owner === owner && row.term === expected + 1 && row.state !== 'ended'

/** Closes the row, with its one terminal event; null when the term is old. The second time nothing changes. */
export const finishRow = (
  state: ModelState,
  { term, ending, text }: { term: number; ending: Ending; text: Text },
  { mistake }: ModelConfig,
): ModelState | null => {
  const { row } = state
  if (row.term !== term && mistake !== 'finish-without-term') return null
  if (row.state === 'ended') return state
  const honoured = row.stop && mistake !== 'stop-not-honoured' ? 'stopped' : ending
  const next: ModelState = { ...state, row: { ...row, state: 'ended', ending: honoured, text }, ends: state.ends + 1 }
  if (row.term !== term) return broken(next, 'a stale finish was accepted')
  if (state.stopTold && honoured !== 'stopped') return broken(next, 'a stop that was acknowledged did not stop')
  if (next.ends > 1) return broken(next, 'two terminal events')
  return isKept(next) ? next : broken(next, 'text that was shown was taken back')
}

/** A run that has the text in memory and may write it, on a node that is awake, and that was not given up for gone. */
const isCared = ({ nodes, row }: ModelState): boolean =>
  nodes.every(({ taker }) => taker === null) &&
  nodes.some(({ run, paused }) => run !== null && run.term === row.term && !paused)

/** Nobody has any more what Redis forgot: what was shown until now may be lost. */
export const forgive = (state: ModelState): ModelState =>
  state.lacking && state.row.state !== 'ended' && !isCared(state) ? { ...state, forgiven: state.shown } : state

/** Has the owner of the row ended, or been silent past its lease? */
export const isGone = (state: ModelState, me: number): boolean => {
  const { owner } = state.row
  const at = state.nodes.findIndex((node, index) => nameOf(index, node) === owner)
  const node = state.nodes[at]
  if (!node) return true
  if (at === me) return node.run === null
  return node.paused
}
