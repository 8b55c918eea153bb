import { backoff } from '../../packages/sdk/src/connection/backoff.ts'
import { randomSource } from './random-source.ts'

export interface StormOptions {
  readonly seed: number
  /** Clients that lose their connection in one moment. */
  readonly clients: number
  /** Connections a second that those who are left can take. */
  readonly acceptRate: number
  /** False: every client waits as long as it may, which is what a backoff without jitter does. */
  readonly jitter: boolean
  /** Share of a connection's cost that one costs whose client has given up meanwhile. Default 0.3. */
  readonly abandonedCost?: number
  /** Seconds of work that may wait: who comes beyond is refused at once, for a tenth of the cost. Default: nobody is. */
  readonly refuseBeyond?: number
}

export interface Storm {
  /** Most that came within one second, in shares of all clients. */
  readonly peakSecond: number
  /** Most that came within one hundredth of a second, in shares of all clients. */
  readonly peakMoment: number
  /** Seconds until 99 of 100 are connected again, and until all are. */
  readonly most: number
  readonly all: number
  /** Tries for each client. */
  readonly tries: number
}

/** Milliseconds after which a client gives a try up, as the SDK does. */
const openLimit = 10_000
const refusedCost = 0.1
const stepMs = 10
const longestMs = 3_600_000

interface Client {
  /** Tries so far; which of them is waited for. */
  attempt: number
  connected: boolean
}

/** A try that waits to be taken. */
interface Try {
  readonly client: Client
  readonly attempt: number
}

/** What happens when, in steps. */
class Calendar<T> {
  readonly #steps = new Map<number, T[]>()

  add(ms: number, what: T): void {
    const step = Math.floor(ms / stepMs)
    const there = this.#steps.get(step)
    if (there) there.push(what)
    else this.#steps.set(step, [what])
  }

  take(step: number): readonly T[] {
    const there = this.#steps.get(step) ?? []
    this.#steps.delete(step)
    return there
  }
}

const peakOf = (arrivals: readonly number[], steps: number): number => {
  let [most, now] = [0, 0]
  for (const [step, count] of arrivals.entries()) {
    now += count - (arrivals[step - steps] ?? 0)
    most = Math.max(most, now)
  }
  return most
}

/**
 * Clients that lost a zone come back to those that are left, which take them one after the other. The waits are the SDK's
 * own; who is not taken within ten seconds gives up and waits again.
 */
export const reconnectStorm = (options: StormOptions): Storm => {
  const { seed, clients, acceptRate, jitter, abandonedCost = 0.3, refuseBeyond = Infinity } = options
  const source = randomSource(seed)
  const random = jitter ? source : () => 1
  const coming = new Calendar<Client>()
  const givingUp = new Calendar<Try>()
  for (let index = 0; index < clients; index++) coming.add(backoff(0, 0, random), { attempt: 0, connected: false })

  const queue: Try[] = []
  const arrivals: number[] = []
  let [head, connected, tries, room, most, all] = [0, 0, 0, 0, 0, 0]
  for (let step = 0; connected < clients && step * stepMs < longestMs; step++) {
    const now = step * stepMs
    const again = (client: Client): void => {
      coming.add(now + stepMs + backoff(client.attempt, 0, random), client)
      client.attempt++
    }
    // It failed, and is dead where it waits.
    for (const { client, attempt } of givingUp.take(step)) {
      if (!client.connected && client.attempt === attempt) again(client)
    }
    const come = coming.take(step)
    arrivals.push(come.length)
    tries += come.length
    // What is not used is lost: nobody works ahead.
    room = Math.min(room, 0) + (acceptRate * stepMs) / 1_000
    for (const client of come) {
      if (queue.length - head >= acceptRate * refuseBeyond) {
        room -= refusedCost
        again(client)
        continue
      }
      const trying = { client, attempt: client.attempt }
      queue.push(trying)
      givingUp.add(now + openLimit, trying)
    }
    for (; head < queue.length && room > 0; head++) {
      const { client, attempt } = queue[head] as Try
      const dead = client.attempt !== attempt
      room -= dead ? abandonedCost : 1
      if (dead) continue
      client.connected = true
      if (++connected === Math.ceil(clients * 0.99)) most = now / 1_000
      all = now / 1_000
    }
    if (head > 100_000) head -= queue.splice(0, head).length
  }
  return {
    peakSecond: peakOf(arrivals, 1_000 / stepMs) / clients,
    peakMoment: peakOf(arrivals, 1) / clients,
    most,
    all,
    tries: tries / clients,
  }
}
