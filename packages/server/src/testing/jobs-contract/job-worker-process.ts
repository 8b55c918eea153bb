import { createInterface } from 'node:readline'
import type { JobsPlace } from './opened-jobs.ts'

/** What a worker process is told, as JSON in `argv[2]`. */
export interface JobWorkerOptions {
  readonly place: JobsPlace
  readonly ledger: string
  readonly worker: string
  readonly lockMs: number
  /** It believes that no other lives. */
  readonly alone?: boolean
  readonly renewMs: number
  /** Milliseconds by which its clock is off. */
  readonly ahead: number
  readonly concurrency: number
  /** A run waits for a line on standard input before its effect. */
  readonly waits: boolean
}

// Runs `title` jobs until it is killed, and says "ready", "began <key>", and "<outcome> <key>" or "lost <key>".
const options = JSON.parse(process.argv[2] ?? '') as JobWorkerOptions
const { place, ledger: ledgerPath, worker, ahead, concurrency, waits } = options

const RealDate = Date
/** Everything in this thread sees the time that is off, Agenda too. */
class ShiftedDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + ahead)
    else super(given[0])
  }

  static override now(): number {
    return RealDate.now() + ahead
  }
}
globalThis.Date = ShiftedDate as DateConstructor

const { createAgendaJobs } = await import('../../adapters/agenda/create-agenda-jobs.ts')
const { backendAt } = await import('./backend-at.ts')
const { openLedger } = await import('./ledger.ts')
const { silentLogger } = await import('../silent-logger.ts')

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const ledger = openLedger(ledgerPath)
const lines = createInterface({ input: process.stdin })
const told = (): Promise<void> => new Promise(resolve => lines.once('line', () => resolve()))

const jobs = createAgendaJobs({
  backend: backendAt(place),
  worker,
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  logger: silentLogger,
  alone: options.alone ?? false,
  lockMs: options.lockMs,
  renewMs: options.renewMs,
  pollMs: 25,
  observer: { ended: ({ outcome }) => say(outcome) },
})
jobs.define<{ key: string }>({
  name: 'title',
  meaning: 'one effect a key',
  concurrency,
  // The signal is left unheard on purpose: work that comes too late must change nothing either.
  async run({ key }) {
    ledger.began(key, worker)
    say(`began ${key}`)
    if (waits) await told()
    else await new Promise(resolve => setTimeout(resolve, 5))
    const changed = ledger.effect(key, worker)
    say(`${changed ? 'effect' : 'nothing'} ${key}`)
    return { effects: Number(changed) }
  },
})
await jobs.start()
say('ready')
