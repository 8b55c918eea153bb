import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Amounts, QuotaStore, Reservation, ReservationVerb } from '../../ports/quota-store.ts'
import { Outage } from './limit-outage.ts'
import { type GateVerdict, type Payer, QuotaGate } from './quota-gate.ts'
import type { RedisLink } from './redis-link.ts'

export interface RedisQuotasOptions {
  readonly link: Pick<RedisLink, 'key' | 'run'>
  /** The counters of the store. What it says is so. */
  readonly book: QuotaStore
  readonly clock: Pick<Clock, 'monotonic'>
  readonly logger: Logger
  /** Reservations of this node that are remembered until they end; of more, the gate hears nothing. Default 100,000. */
  readonly maxReservations?: number
}

const nothing: Amounts = { messages: 0, tokens: 0, money: 0 }

/** What the gate says, or that it says nothing. */
type Word = GateVerdict | { readonly result: 'away' }
const away: Word = { result: 'away' }

/**
 * The spend firewall with a gate in front (AI7): Redis refuses what cannot fit, for all nodes at once, and only the store's
 * own counters grant. So nothing that Redis loses, forgets or never heard lets a call through; where it believes too much
 * is used, one who is refused asks the store, each second, and it believes the store again. While Redis is away the store
 * is asked for everything.
 */
export const createRedisQuotas = (options: RedisQuotasOptions): QuotaStore => {
  const { link, book, clock, logger, maxReservations = 100_000 } = options
  const gate = new QuotaGate(link)
  const outage = new Outage({ what: 'quotas', clock, logger })
  const payersOf = new Map<string, readonly Payer[]>()
  const filling = new Map<string, Promise<void>>()

  const remember = ({ id, accounts }: ReservationVerb): void => {
    payersOf.set(
      id,
      accounts.map(({ projectId, userId }) => ({ projectId, userId })),
    )
    const [oldest] = payersOf.keys()
    if (payersOf.size > maxReservations && oldest !== undefined) payersOf.delete(oldest)
  }

  /** The gate's word; without Redis it has none. */
  const atGate = <T>(work: () => Promise<T>, otherwise: T): Promise<T> => outage.run(work, () => otherwise)

  const read = ({ projectId, userId }: Payer, at: number) => book.quotaCounts({ projectId, userId, at })

  const fill = async (payers: readonly Payer[], at: number, fresh: boolean): Promise<void> => {
    const accounts = await Promise.all(payers.map(async payer => ({ payer, counts: await read(payer, at) })))
    await atGate(() => gate.fill(accounts, fresh), undefined)
  }

  /** Fills accounts that the gate does not know; those who come meanwhile wait for the same. */
  const fillOnce = async (payers: readonly Payer[], at: number): Promise<void> => {
    await Promise.all(
      payers.map(payer => {
        const key = gate.keyOf(payer)
        const begun = filling.get(key)
        if (begun) return begun
        const work = fill([payer], at, true).finally(() => filling.delete(key))
        filling.set(key, work)
        return work
      }),
    )
  }

  const take = async (verb: ReservationVerb): Promise<Word> => {
    const word = await atGate<Word>(() => gate.take(verb), away)
    if (word.result !== 'missing') return word
    await fillOnce(verb.accounts, verb.at)
    return atGate<Word>(() => gate.take(verb), away)
  }

  const turn = async (id: string, amounts: Amounts, ended: boolean): Promise<void> => {
    const payers = payersOf.get(id)
    if (!payers) return
    if (ended) payersOf.delete(id)
    await atGate(() => gate.turn(id, payers, amounts, ended), undefined)
  }

  /** The gate was wrong, or did not know: from now on it believes what the book says. */
  const correct = async ({ id, accounts, at }: ReservationVerb): Promise<void> => {
    await turn(id, nothing, true)
    // Without it a refusal is doubted again within a second.
    await fill(accounts, at, false).catch(() => undefined)
  }

  const askBook = async (verb: ReservationVerb, word: Word): Promise<Reservation> => {
    const taken = word.result === 'taken'
    if (taken) remember(verb)
    try {
      const reservation = await book.reserve(verb)
      const wasRight = taken === (reservation.result === 'reserved')
      if (!wasRight && word.result !== 'away') await correct(verb)
      return reservation
    } catch (error) {
      await turn(verb.id, nothing, true)
      throw error
    }
  }

  return {
    async reserve(verb) {
      const word = await take(verb)
      return word.result === 'refused' ? word : askBook(verb, word)
    },
    async settle(verb) {
      await book.settle(verb)
      await turn(verb.id, verb.amounts, true)
    },
    async release(verb) {
      await book.release(verb)
      await turn(verb.id, nothing, true)
    },
    quotaCounts: query => book.quotaCounts(query),
    async expireReservations(query) {
      const expired = await book.expireReservations(query)
      for (const id of expired) await turn(id, nothing, false)
      return expired
    },
  }
}
