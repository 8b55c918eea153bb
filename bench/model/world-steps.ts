import { append, textOf } from './model-log.ts'
import { settled } from './model-sending.ts'
import { type Budget, type Log, type ModelConfig, type ModelState, nameOf, type Step } from './model-state.ts'
import { forgive, show, withNode } from './model-store.ts'
import { runSteps } from './run-steps.ts'
import { takerSteps } from './taker-steps.ts'

type Put = (label: string, state: ModelState, fault?: boolean) => void

const spent = (state: ModelState, what: keyof Budget): ModelState => ({
  ...state,
  left: { ...state.left, [what]: state.left[what] - 1 },
})

/** The log takes or refuses what was sent to it. An owner that writes its text has made good what Redis forgot. */
const arrive = (state: ModelState, sent: NonNullable<ModelState['nodes'][number]['sent']>, config: ModelConfig) => {
  const { log, reply } = append(state.log, sent, config.mistake)
  const mended = reply === 'ok' && sent.entry.kind !== 'open' && sent.entry.term === state.row.term
  return { state: { ...state, log, lacking: state.lacking && !mended }, reply }
}

/** Appends that arrive, and replies that are lost. */
const network = (state: ModelState, config: ModelConfig, put: Put): void => {
  for (const [at, node] of state.nodes.entries()) {
    const { sent } = node
    if (!sent) continue
    if (node.flying && !state.isAway) {
      const arrived = arrive(state, sent, config)
      put(`the log answers ${nameOf(at, node)}`, withNode(arrived.state, at, { flying: false, reply: arrived.reply }))
    }
    if (state.left.lost > 0 && (node.flying || node.reply !== null)) {
      const strays = node.flying ? [...state.strays, sent] : state.strays
      const lost = withNode({ ...state, strays }, at, { flying: false, reply: null })
      put(`${nameOf(at, node)} hears no reply`, spent(lost, 'lost'), true)
    }
  }
  if (state.isAway) return
  for (const [at, stray] of state.strays.entries())
    put(
      'a stray append arrives',
      {
        ...arrive(state, stray, config).state,
        strays: state.strays.toSpliced(at, 1),
      },
      true,
    )
}

/** What nodes without a run of their own show of the log: they look at the row, and then at the log. */
const reading = (state: ModelState, config: ModelConfig, put: Put): void => {
  for (const [at, node] of state.nodes.entries()) {
    if (node.paused || node.run) continue
    const name = nameOf(at, node)
    const known = state.row.state === 'ended' ? 'closed' : state.row.term
    if (node.known !== known)
      put(`${name} looks at the row for its readers`, withNode(state, at, { known, renewed: false }))
    const top = state.log?.at(-1)
    if (state.isAway || !top) continue
    const mayShow = typeof node.known === 'number' && top.term >= node.known
    if (!mayShow && config.mistake !== 'shows-without-looking') continue
    const text = textOf(state.log)
    if (!state.shown.startsWith(text)) put(`${name} shows what the log holds`, show(state, text))
  }
}

/** Redis comes back with another log: ways to it were broken, with what was on them, and its nodes have to look again. */
const forgets = (state: ModelState, log: Log): ModelState => {
  const lacking = state.lacking || textOf(log).length < textOf(state.log).length || (log === null && state.log !== null)
  const nodes = state.nodes.map(node => ({ ...node, known: null, renewed: true, flying: false }))
  return forgive({ ...state, log, replica: log, nodes, strays: [], lacking })
}

const faults = (state: ModelState, put: Put): void => {
  const { left, row } = state
  for (const [at, node] of state.nodes.entries()) {
    const name = nameOf(at, node)
    if (left.crashes > 0) {
      const strays = node.flying && node.sent ? [...state.strays, node.sent] : state.strays
      const reborn = { incarnation: node.incarnation + 1, paused: false, renewed: false, known: null }
      const dead = withNode({ ...state, strays }, at, { ...reborn, run: null, taker: null, ...settled })
      put(`${name} is killed and starts again`, forgive(spent(dead, 'crashes')), true)
    }
    if (node.paused) put(`${name} wakes`, withNode(state, at, { paused: false, renewed: true, known: null }))
    else if (left.pauses > 0)
      put(`${name} falls asleep`, forgive(spent(withNode(state, at, { paused: true }), 'pauses')), true)
  }
  if (left.losses > 0 && state.log) put('Redis forgets everything', forgets(spent(state, 'losses'), null), true)
  if (left.failovers > 0) {
    if (state.replica !== state.log) put('the replica catches up', { ...state, replica: state.log })
    if (state.replica !== state.log)
      put('a replica that lags takes over', forgets(spent(state, 'failovers'), state.replica), true)
  }
  if (state.isAway)
    put('Redis is back', {
      ...state,
      isAway: false,
      nodes: state.nodes.map(node => ({ ...node, known: null, renewed: true })),
    })
  else if (left.away > 0) put('Redis is away', spent({ ...state, isAway: true }, 'away'), true)
  if (row.state === 'ended' && state.log)
    // Ten minutes later: what strayed is not on its way any more, what a sleeper never sent may be.
    put('the log expires', { ...state, log: null, replica: null, strays: [] }, true)
  if (left.stops > 0 && row.state !== 'ended') {
    const stopped = spent(state, 'stops')
    if (row.state === 'queued')
      put(
        'a stop ends it in the queue',
        {
          ...stopped,
          row: { ...row, stop: true, state: 'ended', ending: 'stopped' },
          ends: state.ends + 1,
          stopTold: true,
        },
        true,
      )
    else put('a stop is acknowledged', { ...stopped, row: { ...row, stop: true }, stopTold: true }, true)
  }
}

/** Everything that can happen next. */
export const successors = (state: ModelState, config: ModelConfig): Step[] => {
  const steps: Step[] = []
  const put: Put = (label, next, fault = false) => steps.push({ label, fault, state: next })
  for (const at of state.nodes.keys()) steps.push(...runSteps(state, at, config), ...takerSteps(state, at, config))
  network(state, config, put)
  reading(state, config, put)
  faults(state, put)
  return steps
}
