import type { LimitUnit } from '@chat-view/protocol'
import type { Amounts, QuotaAccount, QuotaCount, Reservation, ReservationVerb } from '../../ports/quota-store.ts'
import { fillScript, takeScript, turnScript } from './quota-scripts.ts'
import type { RedisLink } from './redis-link.ts'

/** Who pays, without its periods. */
export type Payer = Pick<QuotaAccount, 'projectId' | 'userId'>

/** `missing`: an account has to be filled first. `doubtful`: it refuses, and was not compared with the book for long. */
export type GateVerdict =
  | { readonly result: 'taken' | 'missing' | 'doubtful' }
  | Extract<Reservation, { result: 'refused' }>

const units: readonly LimitUnit[] = ['messages', 'tokens', 'money']

/** Milliseconds for which an account is believed before it is read from the book again. */
const believedMs = 60_000

/** Milliseconds after which one of those who are refused asks the book. */
const doubtMs = 1_000

/** Milliseconds for which a reservation is known longer than it lasts, so that who comes late finds it. */
const graceMs = 60_000

const listOf = (amounts: Amounts): number[] => units.map(unit => amounts[unit])

const limitsOf = ({ periods }: QuotaAccount): unknown[] =>
  periods.map(({ period, startsAt, limits }) => [period, startsAt, ...units.map(unit => limits[unit] ?? -1)])

const rowOf = (counts: readonly QuotaCount[]): string =>
  JSON.stringify(
    Object.fromEntries(
      counts.map(({ period, startsAt, used, reserved }) => [
        period,
        [startsAt, ...units.map(unit => used[unit] + reserved[unit])],
      ]),
    ),
  )

/**
 * What all nodes believe of accounts, in Redis: enough to refuse at once what cannot fit. All keys of a project lie
 * together, and go by themselves. Its methods throw as the link does.
 */
export class QuotaGate {
  readonly #link: Pick<RedisLink, 'key' | 'run'>

  constructor(link: Pick<RedisLink, 'key' | 'run'>) {
    this.#link = link
  }

  async take({ id, amounts, accounts, at, expiresAt }: ReservationVerb): Promise<GateVerdict> {
    const keptMs = Math.max(0, expiresAt - at) + graceMs
    const args = [...listOf(amounts), keptMs, doubtMs, JSON.stringify(accounts.map(limitsOf))]
    const said = await this.#link.run(takeScript, this.#keys(id, accounts), args)
    const [result, account, period, unit] = said as ['taken' | 'missing' | 'doubtful' | 'refused', ...number[]]
    if (result !== 'refused') return { result }
    const refusing = accounts[(account ?? 0) - 1]
    const [refused, used] = [refusing?.periods[(period ?? 0) - 1], units[(unit ?? 0) - 1]]
    if (!refusing || !refused || !used) return { result: 'doubtful' }
    return { result, userId: refusing.userId, period: refused.period, unit: used }
  }

  /** What a reservation counts from now on; `ended`: it is forgotten. One that is not known changes nothing. */
  async turn(id: string, payers: readonly Payer[], amounts: Amounts, ended: boolean): Promise<void> {
    await this.#link.run(turnScript, this.#keys(id, payers), [...listOf(amounts), ended ? 0 : 1])
  }

  /** @param fresh leaves accounts that are there as they are */
  async fill(
    accounts: readonly { readonly payer: Payer; readonly counts: readonly QuotaCount[] }[],
    fresh: boolean,
  ): Promise<void> {
    const keys = accounts.map(({ payer }) => this.keyOf(payer))
    await this.#link.run(fillScript, keys, [believedMs, fresh ? 1 : 0, ...accounts.map(({ counts }) => rowOf(counts))])
  }

  keyOf({ projectId, userId }: Payer): string {
    return this.#link.key('quota', projectId, userId === null ? 'project' : `user:${userId}`)
  }

  #keys(id: string, payers: readonly Payer[]): string[] {
    const projectId = payers[0]?.projectId ?? ''
    return [this.#link.key('quota', projectId, `reservation:${id}`), ...payers.map(payer => this.keyOf(payer))]
  }
}
