import type { JobParameters } from 'agenda'
import { CodedError } from '../../ports/coded-error.ts'
import type { JobOutcome } from '../../ports/jobs.ts'
import type { JobRun } from './job-run.ts'

/** A job that this worker has locked. */
export interface Claim {
  readonly id: string
  readonly name: string
  /** As it was when it was locked. */
  readonly row: JobParameters
  /** The fields that Agenda works on; null until it has begun. One job locked twice has two of them. */
  fields: JobParameters | null
  run: JobRun | null
  /** How its work ended; null while it goes on. */
  verdict: JobOutcome['outcome'] | null
}

const another = (): CodedError =>
  new CodedError('state_conflict', { detail: 'The job’s lock ran out, and another run has it' })

/** What this worker has locked. Bounded: no more of a name than may run at once. */
export class Claims {
  readonly #byId = new Map<string, Claim>()
  readonly #idle: (() => void)[] = []

  /** One that is locked again here had run out: its earlier run is told, and writes nothing any more. */
  add(row: JobParameters): void {
    const id = String(row._id)
    this.#byId.get(id)?.run?.end('lost')
    this.#byId.set(id, { id, name: row.name, row, fields: null, run: null, verdict: null })
  }

  /** The claim that these fields belong to; the first who ask for it are its owners. @throws state_conflict */
  of(fields: JobParameters): Claim {
    const claim = this.#byId.get(String(fields._id))
    if (claim === undefined || (claim.fields !== null && claim.fields !== fields)) throw another()
    claim.fields = fields
    return claim
  }

  count(name: string): number {
    let count = 0
    for (const claim of this.#byId.values()) if (claim.name === name) count++
    return count
  }

  /** Those whose work has begun. */
  begun(): Claim[] {
    return [...this.#byId.values()].filter(({ fields }) => fields !== null)
  }

  /** Does nothing for one that was locked again meanwhile. */
  remove(claim: Claim): void {
    if (this.#byId.get(claim.id) === claim) this.#byId.delete(claim.id)
    if (this.begun().length === 0) for (const resolve of this.#idle.splice(0)) resolve()
  }

  /** Forgets one that was locked and never begun. */
  release(id: string): void {
    const claim = this.#byId.get(id)
    if (claim?.fields === null) this.#byId.delete(id)
  }

  /** Resolves when nothing that has begun is left. */
  idle(): Promise<void> {
    return this.begun().length === 0 ? Promise.resolve() : new Promise(resolve => this.#idle.push(resolve))
  }
}
