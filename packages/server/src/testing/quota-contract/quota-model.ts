import fc from 'fast-check'
import type { Amounts, QuotaAccount, QuotaStore, Reservation, ReservationVerb } from '../../ports/quota-store.ts'

const day = 86_400_000
const limits = { mine: { messages: 3, tokens: 250 }, all: { money: 60 } } as const

const amountsOf = fc.record({ messages: fc.nat(2), tokens: fc.nat(120), money: fc.nat(30) })
const number = fc.nat(5)

/** What may happen to a reservation, by its number; ends are small numbers too. */
export const quotaSteps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('reserve' as const), number, amounts: amountsOf, nextDay: fc.boolean() }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const), number, amounts: amountsOf }) },
    fc.record({ do: fc.constant('release' as const), number }),
    fc.record({ do: fc.constant('expire' as const), upTo: number }),
  ),
  { maxLength: 24 },
)

export type QuotaStep = typeof quotaSteps extends fc.Arbitrary<readonly (infer Step)[]> ? Step : never

const zero: Amounts = { messages: 0, tokens: 0, money: 0 }
const plus = (a: Amounts, b: Amounts, sign = 1): Amounts => ({
  messages: a.messages + sign * b.messages,
  tokens: a.tokens + sign * b.tokens,
  money: a.money + sign * b.money,
})

interface Hold {
  readonly amounts: Amounts
  readonly on: number
  readonly expired: boolean
}

/** The firewall of one user and one project, over days and one month, as simple as it can be said. */
export class QuotaModel {
  readonly #projectId: string
  readonly #userId: string
  readonly #holds = new Map<number, Hold>()
  #today = 0
  #used = { day: zero, month: zero }

  constructor(projectId: string, userId: string) {
    this.#projectId = projectId
    this.#userId = userId
  }

  #reserved(on?: number): Amounts {
    const counted = [...this.#holds.values()].filter(hold => !hold.expired && (on === undefined || hold.on === on))
    return counted.reduce((sum, { amounts }) => plus(sum, amounts), zero)
  }

  #reserve(number: number, amounts: Amounts): Reservation['result'] {
    if (this.#holds.has(number)) return 'reserved'
    const inDay = plus(plus(this.#used.day, this.#reserved(this.#today)), amounts)
    const inMonth = plus(plus(this.#used.month, this.#reserved()), amounts)
    if (inDay.messages > limits.mine.messages || inMonth.tokens > limits.mine.tokens) return 'refused'
    if (inMonth.money > limits.all.money) return 'refused'
    this.#holds.set(number, { amounts, on: this.#today, expired: false })
    return 'reserved'
  }

  #end(number: number, amounts: Amounts): void {
    const hold = this.#holds.get(number)
    if (!hold) return
    this.#holds.delete(number)
    const { day, month } = this.#used
    this.#used = { day: hold.on === this.#today ? plus(day, amounts) : day, month: plus(month, amounts) }
  }

  /** What a step changes, and what a reservation is to be answered with. */
  expect(step: QuotaStep): Reservation['result'] | null {
    if (step.do === 'reserve') return this.#reserve(step.number, step.amounts)
    if (step.do === 'settle') this.#end(step.number, step.amounts)
    else if (step.do === 'release') this.#end(step.number, zero)
    else
      for (const [number, hold] of this.#holds)
        if (number <= step.upTo) this.#holds.set(number, { ...hold, expired: true })
    return null
  }

  #accounts(): QuotaAccount[] {
    const periods = (inDay: object, inMonth: object): QuotaAccount['periods'] => [
      { period: 'day', startsAt: this.#today * day, limits: inDay },
      { period: 'month', startsAt: 0, limits: inMonth },
    ]
    const { messages, tokens } = limits.mine
    const projectId = this.#projectId
    return [
      { projectId, userId: this.#userId, periods: periods({ messages }, { tokens }) },
      { projectId, userId: null, periods: periods({}, limits.all) },
    ]
  }

  #verb(step: Extract<QuotaStep, { do: 'reserve' }>): ReservationVerb {
    const id = `${this.#projectId}/${step.number}`
    return { id, amounts: step.amounts, accounts: this.#accounts(), at: 1, expiresAt: 10 + step.number }
  }

  #begin(): void {
    this.#today++
    this.#used = { ...this.#used, day: zero }
  }

  /** A step in a store; asked before what is expected of it. */
  async run(store: QuotaStore, step: QuotaStep): Promise<Reservation['result'] | null> {
    if (step.do === 'reserve' && step.nextDay) this.#begin()
    if (step.do === 'reserve') return (await store.reserve(this.#verb(step))).result
    if (step.do === 'expire') await store.expireReservations({ at: 10 + step.upTo, limit: 100 })
    else {
      const id = `${this.#projectId}/${step.number}`
      if (step.do === 'settle') await store.settle({ id, amounts: step.amounts, at: 1 })
      else await store.release({ id, at: 1 })
    }
    return null
  }

  /** What accounts hold in the day and the month that have begun; those that nothing was reserved in hold nothing. */
  async counts(store: QuotaStore): Promise<unknown> {
    const of = async (userId: string | null) => {
      const found = await store.quotaCounts({ projectId: this.#projectId, userId, at: 1 })
      const period = (name: 'day' | 'month') => {
        const count = found.find(one => one.period === name && (name === 'month' || one.startsAt === this.#today * day))
        return { used: count?.used ?? zero, reserved: count?.reserved ?? zero }
      }
      return { day: period('day'), month: period('month') }
    }
    return [await of(this.#userId), await of(null)]
  }

  expected(): unknown {
    const counts = {
      day: { used: this.#used.day, reserved: this.#reserved(this.#today) },
      month: { used: this.#used.month, reserved: this.#reserved() },
    }
    return [counts, counts]
  }
}
