import type { AuditSeal, AuditStore } from '../../ports/audit-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Signer } from '../../ports/signer.ts'
import { hashOfSeal, headOf, signedText } from './seal-content.ts'

/** What can be wrong with a seal. */
export type AuditFault =
  /** Others follow it, but it is not there. */
  | 'missing'
  /** It names another one as the one before it. */
  | 'chain'
  /** No entry of `SECRET_KEY` has signed it. */
  | 'signature'
  /** It covers more or fewer rows than it says. */
  | 'count'
  /** Its rows are not those that were sealed. */
  | 'content'
  /** Rows name it, but it never was. */
  | 'unknown'

/** Where the trail is not what was sealed. */
export interface AuditFinding {
  readonly seal: number
  readonly fault: AuditFault
}

export interface AuditSealerOptions {
  readonly store: AuditStore
  readonly signer: Pick<Signer, 'sign' | 'verifies'>
  readonly clock: Pick<Clock, 'now'>
  /** Most rows of one seal; default 1,000. */
  readonly interval?: number
}

/** Seals the audit trail, and finds what was changed in it past the verbs (CV4). */
export interface AuditSealer {
  /** Seals all that is older than a minute; answers how many rows that were. Done by two at once, each row is sealed once. */
  seal(options?: { signal?: AbortSignal }): Promise<{ sealed: number }>
  /** Walks all seals; an untouched trail has no findings. They end with the thousandth. */
  verify(options?: { signal?: AbortSignal }): Promise<AuditFinding[]>
}

const purpose = 'audit seal'

/** What is younger may still be joined by rows of transactions that began before it. */
const settleMs = 60_000

/** Times that another may have sealed the same rows before this one gives way. */
const patience = 5

const maxFindings = 1_000

/** Seals that are read at once. */
const batch = 100

export const createAuditSealer = (options: AuditSealerOptions): AuditSealer => {
  const { store, signer, clock, interval = 1_000 } = options

  /** Answers how many rows it sealed; null: another was faster; zero: there is nothing to seal. */
  const sealOnce = async (): Promise<number | null> => {
    const now = clock.now()
    const { number, previous, rows } = await store.unsealedAudit({ before: now - settleMs, limit: interval })
    if (rows.length === 0) return 0
    const head = headOf(number, previous, rows)
    const hash = await hashOfSeal(head, rows)
    const signature = signer.sign(purpose, signedText({ number, hash, at: now }))
    const ids = rows.map(({ id }) => id)
    return (await store.sealAudit({ ...head, hash, signature, at: now }, ids)) ? rows.length : null
  }

  /** What is wrong with one seal. `previous`: the hash of the one before; absent: that one is missing. */
  const faultsOf = async (seal: AuditSeal, previous?: string | null): Promise<AuditFault[]> => {
    const faults: AuditFault[] = []
    if (previous !== undefined && seal.previous !== previous) faults.push('chain')
    if (!signer.verifies(purpose, signedText(seal), seal.signature)) faults.push('signature')
    const rows = await store.sealedAudit(seal.number)
    if (rows.length !== seal.count) faults.push('count')
    else if ((await hashOfSeal(seal, rows)) !== seal.hash) faults.push('content')
    return faults
  }

  const walk = async function* (signal: AbortSignal | undefined): AsyncGenerator<AuditFinding> {
    let before: AuditSeal | null = null
    for (let seals = await store.listSeals({ after: 0, limit: batch }); seals.length > 0; ) {
      for (const seal of seals) {
        signal?.throwIfAborted()
        const expected: number = (before?.number ?? 0) + 1
        for (let number = expected; number < seal.number; number++) yield { seal: number, fault: 'missing' }
        const faults = await faultsOf(seal, seal.number === expected ? (before?.hash ?? null) : undefined)
        for (const fault of faults) yield { seal: seal.number, fault }
        before = seal
      }
      seals = await store.listSeals({ after: before?.number ?? 0, limit: batch })
    }
    for (const seal of await store.unknownSeals()) yield { seal, fault: 'unknown' }
  }

  return {
    async seal({ signal } = {}) {
      let sealed = 0
      for (let lost = 0; lost < patience; ) {
        signal?.throwIfAborted()
        const done = await sealOnce()
        if (done === 0) break
        if (done === null) lost++
        sealed += done ?? 0
      }
      return { sealed }
    },
    async verify({ signal } = {}) {
      const findings: AuditFinding[] = []
      for await (const finding of walk(signal)) {
        findings.push(finding)
        if (findings.length >= maxFindings) break
      }
      return findings
    },
  }
}
