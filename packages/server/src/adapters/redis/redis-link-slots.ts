import { z } from 'zod'
import { addressOf, type RedisTarget } from './connect-target.ts'
import { unavailable } from './redis-link-fault.ts'
import { slotCount } from './redis-link-slot.ts'

/** Where a member of a cluster is reached, as the cluster names it. */
export type MemberPlace = Pick<RedisTarget, 'host' | 'port'>

/** Who has which slots, as one member of a cluster sees it. */
export interface SlotMap {
  /** Those that have slots, by address. */
  readonly primaries: ReadonlyMap<string, MemberPlace>
  /** The address of who has it, by slot. */
  readonly owners: readonly (string | undefined)[]
  /** Slots that somebody has. */
  readonly served: number
}

const memberSchema = z.tuple([z.string().nullable(), z.number()]).rest(z.unknown())

/** Of each range its first and last slot, and its primary. */
const slotsSchema = z.array(z.tuple([z.number(), z.number(), memberSchema]).rest(z.unknown()))

/**
 * Reads an answer to CLUSTER SLOTS.
 * @param askedHost where it was asked: a member that does not know its own name is there
 * @throws store_unavailable when nobody has any
 */
export const readSlots = (answer: unknown, askedHost: string): SlotMap => {
  const ranges = slotsSchema.safeParse(answer)
  if (!ranges.success || ranges.data.length === 0) throw unavailable('the cluster has no slots yet')
  const primaries = new Map<string, MemberPlace>()
  const owners: (string | undefined)[] = []
  let served = 0
  for (const [from, to, [host, port]] of ranges.data) {
    const place = { host: host || askedHost, port }
    const address = addressOf(place)
    primaries.set(address, place)
    for (let slot = from; slot <= to && slot < slotCount; slot++) owners[slot] = address
    served += to - from + 1
  }
  return { primaries, owners, served }
}
