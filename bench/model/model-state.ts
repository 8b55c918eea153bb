/** A text, one letter for each chunk: the letter names the run of the provider that said it. */
export type Text = string

export type Ending = 'done' | 'stopped' | 'interrupted'

/** One entry of the log. `text` stands at `offset`; `end` is the terminal entry, which may bring the last text. */
export interface Entry {
  readonly term: number
  readonly seq: number
  readonly kind: 'open' | 'text' | 'end'
  readonly offset: number
  readonly text: Text
  readonly ending: Ending | null
}

export type Log = readonly Entry[] | null

/** The row in the store. `ended` holds how, and the text. */
export interface Row {
  readonly state: 'queued' | 'running' | 'ended'
  readonly owner: string
  readonly term: number
  readonly stop: boolean
  readonly ending: Ending | null
  readonly text: Text
}

/** An append on its way to the log: where its writer believes the top to be. */
export interface Append {
  readonly entry: Entry
  readonly after: { readonly term: number; readonly seq: number } | null
}

export type Reply = 'ok' | { readonly top: { readonly term: number; readonly seq: number } | null }

/** A run of the answer on the node that owns it. */
export interface Run {
  readonly phase: 'queued' | 'open' | 'look' | 'stream' | 'raise' | 'finish'
  readonly term: number
  /** Of the entry that it wrote last; -1 before the first of a term. */
  readonly seq: number
  /** All that the provider has said. */
  readonly said: Text
  /** What the log has taken. */
  readonly taken: Text
  readonly letter: string
  readonly rebuilding: boolean
  readonly ending: Ending | null
  /** An answer of the store was lost: the verb may have been done. */
  readonly unsure: boolean
}

/** A take-over of an answer whose owner is gone. */
export interface Taker {
  readonly phase: 'raise' | 'fence' | 'read' | 'end' | 'finish'
  readonly expected: number
  readonly found: Text
  readonly ending: Ending
  readonly unsure: boolean
}

/** One server. `known`: the term of the open row as it last looked, null when it has to look again. */
export interface Node {
  readonly incarnation: number
  readonly paused: boolean
  /** It slept, or its way to Redis was broken: nothing is shown before the row was looked at. */
  readonly renewed: boolean
  readonly known: number | 'closed' | null
  readonly run: Run | null
  readonly taker: Taker | null
  /** What was sent, until it is settled. */
  readonly sent: Append | null
  /** Is `sent` still on its way? Then `reply` is null. */
  readonly flying: boolean
  readonly reply: Reply | null
}

/** What may still go wrong. */
export interface Budget {
  readonly crashes: number
  readonly pauses: number
  /** Replies of the log that are lost; what was sent may still arrive. */
  readonly lost: number
  /** Times that Redis comes back without its data. */
  readonly losses: number
  /** Times that a replica which lags takes over. */
  readonly failovers: number
  /** Times that Redis is out of reach for a while. */
  readonly away: number
  /** Verbs of the store of which nobody hears whether they were done. */
  readonly unknown: number
  readonly stops: number
}

export interface ModelState {
  readonly row: Row
  readonly log: Log
  readonly replica: Log
  readonly nodes: readonly Node[]
  /** Appends whose sender has given them up or died: they arrive some time, or never. */
  readonly strays: readonly Append[]
  readonly isAway: boolean
  /** The longest text that any reader was shown. */
  readonly shown: Text
  /** What was shown when Redis had lost it and no owner had it any more: only that may be taken back. */
  readonly forgiven: Text | null
  /** Redis has forgotten what it took, and the owner has not yet written it again. */
  readonly lacking: boolean
  /** A stop was acknowledged while the row was open. */
  readonly stopTold: boolean
  readonly runs: number
  readonly ends: number
  readonly left: Budget
  /** What must never be, and was. */
  readonly broken: string | null
}

/** Ways to get the protocol wrong, one at a time; each must be found. */
export type Mistake =
  | 'bare-append'
  | 'no-fence'
  | 'finish-without-term'
  | 'show-before-write'
  | 'text-in-opening'
  | 'no-look-after-opening'
  | 'shows-without-looking'
  | 'stop-not-honoured'
  | 'own-rows-passed-over'

export interface ModelConfig {
  readonly chunks: number
  readonly budget: Budget
  readonly mistake: Mistake | null
}

/** A step that can be taken. A fault is one that nothing makes happen. */
export interface Step {
  readonly label: string
  readonly fault: boolean
  readonly state: ModelState
}

const node: Node = {
  ...{ incarnation: 0, paused: false, renewed: false, known: null, run: null, taker: null },
  ...{ sent: null, flying: false, reply: null },
}

export const nameOf = (at: number, { incarnation }: Node): string => `${'AB'[at]}${incarnation}`

/** A generation that was just created: the first node owns it in term 1. */
export const initialState = ({ budget }: ModelConfig): ModelState => ({
  row: { state: 'queued', owner: 'A0', term: 1, stop: false, ending: null, text: '' },
  log: null,
  replica: null,
  nodes: [
    {
      ...node,
      run: {
        ...{ phase: 'queued', term: 1, seq: -1, said: '', taken: '', letter: '' },
        ...{ rebuilding: false, ending: null, unsure: false },
      },
    },
    node,
  ],
  strays: [],
  isAway: false,
  shown: '',
  forgiven: null,
  lacking: false,
  stopTold: false,
  runs: 0,
  ends: 0,
  left: budget,
  broken: null,
})

const entryKey = ({ term, seq, kind, offset, text, ending }: Entry): string =>
  `${term}.${seq}${kind[0]}${offset}${text}${ending?.[0] ?? ''}`
const logKey = (log: Log): string => (log === null ? '-' : log.map(entryKey).join(','))
const appendKey = (append: Append | null): string =>
  append ? `${append.after ? `${append.after.term}.${append.after.seq}` : ''}>${entryKey(append.entry)}` : ''
const replyKey = (reply: Reply | null): string =>
  reply === null ? '' : reply === 'ok' ? 'k' : `t${reply.top ? `${reply.top.term}.${reply.top.seq}` : ''}`
const flag = (...flags: readonly boolean[]): string => flags.map(Number).join('')

const runKey = (run: Run | null): string =>
  run
    ? `${run.phase}${run.term}.${run.seq}${run.said}/${run.taken}${flag(run.rebuilding, run.unsure)}${run.ending?.[0] ?? ''}`
    : ''
const takerKey = (taker: Taker | null): string =>
  taker ? `${taker.phase}${taker.expected}${taker.found}${taker.ending[0]}${flag(taker.unsure)}` : ''
const nodeKey = (one: Node): string =>
  [
    `${one.incarnation}${flag(one.paused, one.renewed, one.flying)}${one.known ?? ''}`,
    runKey(one.run),
    takerKey(one.taker),
    appendKey(one.sent),
    replyKey(one.reply),
  ].join(';')

/** Equal for equal states alone. */
export const keyOf = (state: ModelState): string => {
  const { row, left } = state
  return [
    `${row.state[0]}${row.owner}${row.term}${flag(row.stop)}${row.ending?.[0] ?? ''}${row.text}`,
    logKey(state.log),
    logKey(state.replica),
    ...state.nodes.map(nodeKey),
    state.strays.map(appendKey).join(','),
    `${flag(state.isAway, state.lacking, state.stopTold)}${state.shown}/${state.forgiven ?? '-'}`,
    `${state.runs}${state.ends}${Object.values(left).join('')}`,
  ].join('|')
}
