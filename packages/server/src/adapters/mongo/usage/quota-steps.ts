import type { LimitPeriod, LimitUnit } from '@chat-view/protocol'
import type { Document } from 'mongodb'
import type { Amounts, QuotaAccount, QuotaPeriod, ReservationVerb } from '../../../ports/quota-store.ts'

export const units: readonly LimitUnit[] = ['messages', 'tokens', 'money']

export const periods: readonly LimitPeriod[] = ['minute', 'day', 'month']

export const nothing: Amounts = { messages: 0, tokens: 0, money: 0 }

const perUnit = <T>(make: (unit: LimitUnit) => T): Record<LimitUnit, T> => ({
  messages: make('messages'),
  tokens: make('tokens'),
  money: make('money'),
})

const isGiven = (name: LimitPeriod) => (period: QuotaPeriod) => period.period === name

/** A period whose beginning is past begins anew at nothing; a late clock counts in the one that has begun already. */
const rolled = ({ period, startsAt }: QuotaPeriod): Document => ({
  $cond: [
    { $lt: [{ $ifNull: [`$${period}.startsAt`, -1] }, startsAt] },
    { startsAt, used: nothing, reserved: nothing },
    `$${period}`,
  ],
})

const sumOf = (period: LimitPeriod, unit: LimitUnit, amounts: Amounts): Document => ({
  $add: [`$${period}.used.${unit}`, `$${period}.reserved.${unit}`, amounts[unit]],
})

const fits = (account: QuotaAccount, { id, amounts }: ReservationVerb): Document => ({
  $and: [
    { $not: [{ $in: [{ $literal: id }, '$holds.id'] }] },
    ...account.periods.flatMap(({ period, limits }) =>
      units.flatMap(unit => {
        const limit = limits[unit]
        return limit === undefined ? [] : [{ $lte: [sumOf(period, unit, amounts), limit] }]
      }),
    ),
  ],
})

/** Rolls over, and takes what is asked for if all of it fits and it was not taken before. */
export const reserveStep = (account: QuotaAccount, verb: ReservationVerb): Document[] => {
  const { id, amounts, at, expiresAt } = verb
  const begun = Object.fromEntries(account.periods.map(period => [period.period, rolled(period)]))
  const fit = fits(account, verb)
  const held = ({ period }: QuotaPeriod): Document => ({
    startsAt: `$${period}.startsAt`,
    used: `$${period}.used`,
    reserved: perUnit(unit => ({ $add: [`$${period}.reserved.${unit}`, amounts[unit]] })),
  })
  const startOf = (name: LimitPeriod): string | null =>
    account.periods.some(isGiven(name)) ? `$${name}.startsAt` : null
  const starts = { minute: startOf('minute'), day: startOf('day'), month: startOf('month') }
  const hold = { id: { $literal: id }, ...amounts, ...starts, expiresAt, expired: false }
  const taken = account.periods.map(period => [period.period, { $cond: [fit, held(period), `$${period.period}`] }])
  return [
    { $set: begun },
    {
      $set: {
        ...Object.fromEntries(taken),
        holds: { $cond: [fit, { $concatArrays: ['$holds', [hold]] }, '$holds'] },
        seenAt: { $cond: [fit, at, '$seenAt'] },
      },
    },
  ]
}

/** What a hold becomes: it goes, or stays as one that ran out. */
type Rest = 'gone' | 'expired'

/** Takes back what a reservation holds, if it still does, and counts what was used, in the periods it was reserved in. */
export const endStep = (id: string, used: Amounts, rest: Rest): Document[] => {
  const isIt = { $eq: ['$$this.id', { $literal: id }] }
  const hold = { $first: { $filter: { input: '$holds', cond: isIt } } }
  const turned = (period: LimitPeriod): Document => ({
    $let: {
      vars: { hold },
      in: {
        $cond: [
          { $eq: [`$${period}.startsAt`, `$$hold.${period}`] },
          {
            startsAt: `$${period}.startsAt`,
            used: perUnit(unit => ({ $add: [`$${period}.used.${unit}`, used[unit]] })),
            reserved: perUnit(unit => ({
              $subtract: [`$${period}.reserved.${unit}`, { $cond: ['$$hold.expired', 0, `$$hold.${unit}`] }],
            })),
          },
          `$${period}`,
        ],
      },
    },
  })
  const holds =
    rest === 'gone'
      ? { $filter: { input: '$holds', cond: { $not: [isIt] } } }
      : { $map: { input: '$holds', in: { $cond: [isIt, { $mergeObjects: ['$$this', { expired: true }] }, '$$this'] } } }
  return [{ $set: { minute: turned('minute'), day: turned('day'), month: turned('month'), holds } }]
}
