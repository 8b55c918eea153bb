import { endOf, textOf } from './model-log.ts'
import { opening, send, settled } from './model-sending.ts'
import { type Entry, type ModelConfig, type ModelState, nameOf, type Step, type Taker } from './model-state.ts'
import { finishRow, isGone, isMine, raiseRow, withNode } from './model-store.ts'
import { verb } from './run-steps.ts'

/** All that one node can do next about an answer whose owner is gone: raise, fence, read, and only then decide. */
export const takerSteps = (state: ModelState, at: number, config: ModelConfig): Step[] => {
  const node = state.nodes[at]
  if (!node || node.paused || node.run) return []
  const steps: Step[] = []
  const me = nameOf(at, node)
  const put = (label: string, next: ModelState, fault = false): void => {
    steps.push({ label: `${me} ${label}`, fault, state: next })
  }
  const { taker } = node
  if (!taker) {
    if (state.row.state === 'ended' || !isGone(state, at)) return []
    if (config.mistake === 'own-rows-passed-over' && state.row.owner === me) return []
    const begun: Taker = { phase: 'raise', expected: state.row.term, found: '', ending: 'interrupted', unsure: false }
    put('finds it without an owner', withNode(state, at, { taker: begun, ...settled }))
    return steps
  }
  const change = (from: ModelState, next: Partial<Taker> | null): ModelState =>
    withNode(from, at, { taker: next && { ...taker, ...next }, ...(next ? {} : settled) })
  const term = taker.expected + 1

  if (node.reply !== null && node.sent !== null) {
    const heard = withNode(state, at, settled)
    if (node.reply !== 'ok') put('gives it up for now', change(heard, null))
    else put('is told that it wrote', change(heard, { phase: node.sent.entry.kind === 'open' ? 'read' : 'finish' }))
    return steps
  }
  if (node.flying) return steps
  if (node.sent) {
    put('sends it again', send(state, at, node.sent.entry))
    return steps
  }

  switch (taker.phase) {
    case 'raise': {
      const mine = taker.unsure && isMine(state, taker.expected, me)
      verb(put, 'takes over', state, {
        done: raiseRow(state, taker.expected, me),
        heard: (next, done) =>
          done || mine
            ? change(next, { phase: config.mistake === 'no-fence' ? 'read' : 'fence', unsure: false })
            : change(next, null),
        unheard: next => change(next, { unsure: true }),
      })
      break
    }
    case 'fence':
      put('fences', send(state, at, opening(term)))
      break
    case 'read': {
      if (state.isAway) break
      const told = endOf(state.log)
      const found = { found: textOf(state.log), ending: told?.ending ?? ('interrupted' as const) }
      const isOver = told !== null || config.mistake === 'no-fence'
      put('reads', change(state, { ...found, phase: isOver ? 'finish' : 'end' }))
      break
    }
    case 'end': {
      const end: Entry = { term, seq: 1, kind: 'end', offset: taker.found.length, text: '', ending: taker.ending }
      put('writes the end', send(state, at, end))
      break
    }
    case 'finish': {
      const { ending, found: text } = taker
      verb(put, 'finishes', state, {
        done: finishRow(state, { term, ending, text }, config),
        heard: next => change(next, null),
        unheard: next => next,
      })
      break
    }
  }
  return steps
}
