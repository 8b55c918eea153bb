import { opening, send, settled } from './model-sending.ts'
import { type Entry, type ModelConfig, type ModelState, nameOf, type Run, type Step } from './model-state.ts'
import { finishRow, isMine, raiseRow, show, startRow, withNode } from './model-store.ts'

type Put = (label: string, state: ModelState, fault?: boolean) => void

/** A verb of the store: done, or done or not without anybody hearing of it. */
const verb = (
  put: Put,
  label: string,
  state: ModelState,
  {
    done,
    heard,
    unheard,
  }: {
    readonly done: ModelState | null
    readonly heard: (state: ModelState, done: boolean) => ModelState
    readonly unheard: (state: ModelState) => ModelState
  },
): void => {
  put(label, heard(done ?? state, done !== null))
  if (state.left.unknown === 0) return
  const less = (one: ModelState): ModelState => ({ ...one, left: { ...one.left, unknown: one.left.unknown - 1 } })
  if (done) put(`${label}, done and unheard`, less(unheard(done)), true)
  put(`${label}, not done and unheard`, less(unheard(state)), true)
}

export { verb }

/** What the next entry of a running answer is; null while there is nothing to write. */
const nextEntry = (run: Run): Entry | null => {
  const from = run.rebuilding ? 0 : run.taken.length
  const text = run.said.slice(from)
  if (text === '' && run.ending === null && !run.rebuilding) return null
  const kind = run.ending ? 'end' : 'text'
  return { term: run.term, seq: run.seq + 1, kind, offset: from, text, ending: run.ending }
}

/** After a sleep or a broken connection: is the row still ours, and does the log hold what it is said to have taken? */
const lookAgain = (state: ModelState, at: number, run: Run, me: string): ModelState | null => {
  const node = state.nodes[at]
  if (state.isAway || !node) return null
  const { row, log } = state
  const fresh = withNode(state, at, { renewed: false })
  // A verb of the store that is being tried again finds out by itself.
  const ours = row.state !== 'ended' && row.owner === me && row.term === run.term
  if (!ours && run.phase !== 'raise' && run.phase !== 'queued') return withNode(fresh, at, { run: null, ...settled })
  const wrote = node.reply === 'ok' ? node.sent?.entry : undefined
  const top = log?.at(-1) ?? null
  const isHeld = !wrote || (top !== null && top.term === wrote.term && top.seq >= wrote.seq)
  return isHeld ? fresh : withNode(fresh, at, { reply: { top: top && { term: top.term, seq: top.seq } } })
}

/** All that a run on one node can do next. */
export const runSteps = (state: ModelState, at: number, config: ModelConfig): Step[] => {
  const node = state.nodes[at]
  const run = node?.run
  if (!node || !run || node.paused) return []
  const steps: Step[] = []
  const me = nameOf(at, node)
  const put: Put = (label, next, fault = false) => steps.push({ label: `${me} ${label}`, fault, state: next })
  const change = (from: ModelState, next: Partial<Run> | null): ModelState =>
    withNode(from, at, { run: next && { ...run, ...next }, ...(next ? {} : settled) })

  if (run.phase !== 'queued' && run.phase !== 'finish' && run.ending === null) {
    if (run.said.length < config.chunks) {
      const said = run.said + run.letter
      const heard = change(state, { said })
      put('hears a chunk', config.mistake === 'show-before-write' ? show(heard, said) : heard)
    } else put('hears the end', change(state, { ending: 'done' }))
    if (state.row.stop) put('hears of the stop', change(state, { ending: 'stopped' }))
  }

  if (node.renewed) {
    const next = lookAgain(state, at, run, me)
    if (next) put('looks at row and log again', next)
    if (config.mistake !== 'shows-without-looking') return steps
  }

  const ending = run.ending
  if (ending && state.isAway && (run.phase === 'open' || run.phase === 'stream'))
    put('ends without the log', change(withNode(state, at, settled), { phase: 'finish' }))

  if (node.reply !== null && node.sent !== null) {
    const { entry } = node.sent
    const heard = withNode(state, at, settled)
    if (node.reply !== 'ok') {
      const isOthers = node.reply.top !== null && node.reply.top.term > run.term
      if (isOthers) put('is fenced', change(heard, null))
      else put('finds the log short', change(heard, { phase: 'raise' }))
    } else if (entry.kind === 'open') {
      const looked = config.mistake === 'no-look-after-opening' ? 'stream' : 'look'
      put('has opened', change(heard, { phase: looked, seq: 0 }))
    } else {
      const taken = run.said.slice(0, entry.offset + entry.text.length)
      const wrote = { taken, seq: entry.seq, rebuilding: false }
      const phase = entry.kind === 'end' ? 'finish' : 'stream'
      put('is told that it wrote', show(change(heard, { ...wrote, phase }), taken))
    }
    return steps
  }
  if (node.flying) return steps
  if (node.sent) {
    put('sends it again', send(state, at, node.sent.entry))
    return steps
  }

  switch (run.phase) {
    case 'queued': {
      const won = startRow(state, run.term)
      const mine = run.unsure && state.row.state === 'running' && state.row.owner === me && state.row.term === run.term
      verb(put, 'claims', state, {
        done: won,
        heard: (next, done) => {
          if (!done && !mine) return change(next, null)
          const letter = 'xyz'[next.runs] ?? '?'
          const called = { ...next, runs: next.runs + 1 }
          const begun = change(called, { phase: 'open', letter, unsure: false })
          return called.runs > 1 ? { ...begun, broken: 'the provider was called twice' } : begun
        },
        unheard: next => change(next, { unsure: true }),
      })
      break
    }
    case 'open': {
      const text = config.mistake === 'text-in-opening' ? run.said : ''
      put('opens', send(state, at, opening(run.term, text)))
      break
    }
    case 'look': {
      const { row } = state
      const ours = row.state !== 'ended' && row.owner === me && row.term === run.term
      if (!ours) put('looks, and lets go', change(state, null))
      else if (row.stop && ending === null)
        put('looks, and is to stop', change(state, { phase: 'stream', ending: 'stopped' }))
      else put('looks', change(state, { phase: 'stream' }))
      break
    }
    case 'stream': {
      const entry = nextEntry(run)
      if (entry) put(`writes ${entry.kind}`, send(state, at, entry))
      break
    }
    case 'raise': {
      const mine = run.unsure && isMine(state, run.term, me)
      verb(put, 'raises', state, {
        done: raiseRow(state, run.term, me),
        heard: (next, done) =>
          done || mine
            ? change(next, { phase: 'open', term: run.term + 1, seq: -1, rebuilding: true, unsure: false })
            : change(next, null),
        unheard: next => change(next, { unsure: true }),
      })
      break
    }
    case 'finish': {
      const told = { term: run.term, ending: ending ?? 'interrupted', text: run.said }
      verb(put, 'finishes', state, {
        done: finishRow(state, told, config),
        heard: next => change(next, null),
        unheard: next => next,
      })
      break
    }
  }
  return steps
}
