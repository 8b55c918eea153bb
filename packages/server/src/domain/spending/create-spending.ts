import type { AdminProject, LimitScope, SpendLimit } from '@chat-view/protocol'
import type { Calendar } from '../../ports/calendar.ts'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { IdentityStore } from '../../ports/identity-store.ts'
import type { Logger } from '../../ports/logger.ts'
import type { QuotaObserver } from '../../ports/quota-observer.ts'
import type { Amounts, QuotaAccount, QuotaStore, Reservation } from '../../ports/quota-store.ts'
import type { Spending, SpendingWish } from '../../ports/spending.ts'
import type { CallRecord } from '../../ports/usage-store.ts'
import { accountsOf, limitsOf, type Spender } from './accounts-of.ts'
import { costOf } from './cost-of.ts'
import { type EstimateOptions, estimateTokens } from './estimate-tokens.ts'
import { limitUses } from './limit-uses.ts'
import { QuotaWatch } from './quota-watch.ts'
import { SeenIds } from './seen-ids.ts'
import { unpricedModels } from './unpriced-models.ts'

export interface SpendingOptions extends EstimateOptions {
  readonly store: EstimateOptions['store'] &
    Pick<QuotaStore, 'reserve' | 'settle' | 'release' | 'quotaCounts'> &
    Pick<IdentityStore, 'getUser'>
  readonly projects: { get(id: string): Promise<AdminProject | null> }
  readonly calendar: Pick<Calendar, 'period'>
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
  /** Limits of projects that have none of their own (`QUOTA_*`). */
  readonly limits: readonly SpendLimit[]
  /** Models that are asked unless a project names others: where they have no price, that is told at once. Default none. */
  readonly usualModels?: readonly string[]
  readonly observers: readonly QuotaObserver[]
  /** Told of calls when they are settled, whether or not a limit is about them. */
  readonly settled?: (calls: readonly CallRecord[]) => void
  /** Milliseconds after which what was reserved and never settled is given back. Default an hour. */
  readonly reservedMs?: number
}

/** Spending, and a look at a project's own limits, for the job. */
export interface WatchedSpending extends Spending {
  /** Tells observers how far the limits of a project are used. */
  look(project: AdminProject): Promise<void>
}

const noPrice = 'a limit of money holds no model without a price; AI_MODELS_FILE tells prices, 0 where it costs nothing'

type Refused = Extract<Reservation, { result: 'refused' }>

/** A wish that is larger than a whole limit would never come through: it asks for all of it. Of nothing there is no all. */
const within = (amounts: Amounts, accounts: readonly QuotaAccount[]): Amounts => {
  const limits = accounts.flatMap(({ periods }) => periods.map(period => period.limits))
  const most = (unit: 'tokens' | 'money'): number => Math.max(1, Math.min(...limits.map(one => one[unit] ?? Infinity)))
  return {
    messages: amounts.messages,
    tokens: Math.min(amounts.tokens, most('tokens')),
    money: Math.min(amounts.money, most('money')),
  }
}

const consumed = (calls: readonly CallRecord[]): Amounts => ({
  messages: calls.some(({ purpose }) => purpose === 'answer') ? 1 : 0,
  tokens: calls.reduce((sum, { input, output }) => sum + input + output, 0),
  money: calls.reduce((sum, { cost }) => sum + cost, 0),
})

/** The spend firewall (AI7): every call is reserved before it is made, and settled by what it really was. */
export const createSpending = (options: SpendingOptions): WatchedSpending => {
  const { store, models, projects, calendar, clock, logger, observers, reservedMs = 3_600_000 } = options
  const watch = new QuotaWatch(observers)
  // What no limit is about is reserved nowhere; after a restart nobody knows that, and the store is asked for nothing.
  const free = new SeenIds(100_000)
  const toldOfPrice = new SeenIds(10_000)

  /** Once a day, so that whoever comes to look finds it. */
  const tellNoPrice = (project: string | null, model: string): void => {
    const key = [project ?? '', model, Math.floor(clock.now() / 86_400_000)].join('/')
    if (!toldOfPrice.has(key)) logger.warn({ project, model }, noPrice)
    toldOfPrice.add(key)
  }

  for (const model of unpricedModels(models, options.limits, options.usualModels ?? [])) tellNoPrice(null, model)

  const spenderOf = async (userId: string | null, limits: readonly SpendLimit[]): Promise<Spender | null> => {
    if (userId === null || limits.every(({ scope }) => scope === 'project')) return null
    const user = await store.getUser(userId)
    return user && { userId, scope: user.kind === 'visitor' ? 'visitor' : 'user' }
  }

  const amountsOf = async (wish: SpendingWish, accounts: readonly QuotaAccount[]): Promise<Amounts> => {
    const messages = wish.purpose === 'answer' ? 1 : 0
    const tokens = await estimateTokens(options, wish)
    const money = costOf(models.find(wish.model), tokens)
    return within({ messages, tokens: tokens.input + tokens.output, money }, accounts)
  }

  const usesOf = async (project: AdminProject, userId: string | null, limits: readonly SpendLimit[]) => {
    const at = clock.now()
    const counts = await store.quotaCounts({ projectId: project.id, userId, at })
    return limitUses(limits, counts, { at, timeZone: project.settings.timeZone, calendar })
  }

  const refuse = async (project: AdminProject, refused: Refused, spender: Spender | null): Promise<never> => {
    const scope: LimitScope = refused.userId === null ? 'project' : (spender?.scope ?? 'user')
    const { unit, period } = refused
    const own = limitsOf(project, options.limits).filter(
      limit => limit.scope === scope && limit.unit === unit && limit.period === period,
    )
    const [use] = (await usesOf(project, refused.userId, own)).sort((a, b) => a.limit - b.limit)
    if (use === undefined) throw new CodedError('quota_exceeded')
    watch.refused(project.id, refused.userId, use)
    const { limit, resetsAt } = use
    throw new CodedError('quota_exceeded', {
      detail: project.settings.quotaNotice ?? `The limit of ${unit} in a ${period} is used up (${scope})`,
      quota: { scope, unit, period, limit, resetsAt, ...(unit === 'money' ? { currency: models.currency } : {}) },
      retryAfter: Math.max(1, Math.ceil((resetsAt - clock.now()) / 1_000)),
    })
  }

  /** What a call of it costs nobody knows: it would pass every limit of money. */
  const refuseUnpriced = (project: AdminProject, model: string, accounts: readonly QuotaAccount[]): void => {
    const limits = accounts.flatMap(({ periods }) => periods.map(period => period.limits))
    if (limits.every(({ money }) => money === undefined) || models.find(model).prices !== null) return
    tellNoPrice(project.id, model)
    throw new CodedError('provider_unavailable', {
      detail: `A limit of money holds here, and nobody told the prices of ${model}`,
    })
  }

  const look = async (project: AdminProject, spender: Spender | null): Promise<void> => {
    const limits = limitsOf(project, options.limits)
    const ofScope = (scope: LimitScope): SpendLimit[] => limits.filter(limit => limit.scope === scope)
    const accounts = [
      { userId: null, limits: ofScope('project') },
      ...(spender ? [{ userId: spender.userId, limits: ofScope(spender.scope) }] : []),
    ]
    for (const { userId, limits: own } of accounts)
      if (own.length > 0) watch.look(project.id, userId, await usesOf(project, userId, own))
  }

  const lookAfter = async ({ projectId, userId }: CallRecord, calls: readonly CallRecord[]): Promise<void> => {
    const project = await projects.get(projectId)
    if (!project) return
    const limits = limitsOf(project, options.limits)
    // A fallback model can have taken the place of the one that was reserved.
    const asked = calls.map(({ model }) => model)
    for (const model of unpricedModels(models, limits, asked)) tellNoPrice(projectId, model)
    await look(project, await spenderOf(userId, limits))
  }

  const quietly = async (id: string, what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      logger.warn({ reservation: id, err: error }, what)
    }
  }

  const release = (id: string): Promise<void> =>
    free.has(id)
      ? Promise.resolve()
      : quietly(id, 'a reservation was not released; it expires', () => store.release({ id, at: clock.now() }))

  return {
    async reserve(wish) {
      const { id, project, userId } = wish
      if (project.settings.paused) throw new CodedError('answers_paused')
      const limits = limitsOf(project, options.limits)
      const spender = await spenderOf(userId, limits)
      const at = clock.now()
      const accounts = accountsOf(project, limits, spender, at, calendar)
      if (accounts.length === 0) return free.add(id)
      refuseUnpriced(project, wish.model, accounts)
      const amounts = await amountsOf(wish, accounts)
      const reservation = await store.reserve({ id, amounts, accounts, at, expiresAt: at + reservedMs })
      if (reservation.result === 'refused') await refuse(project, reservation, spender)
    },
    async settle(id, calls) {
      const [first] = calls
      if (first === undefined) return release(id)
      options.settled?.(calls)
      if (free.has(id)) return
      await quietly(id, 'a reservation was not settled; the job compares it with its calls', async () => {
        await store.settle({ id, amounts: consumed(calls), at: clock.now() })
        await lookAfter(first, calls)
      })
    },
    release,
    look: project => look(project, null),
  }
}
