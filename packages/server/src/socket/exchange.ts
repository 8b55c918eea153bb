import type { ClientFrame, ServerFrame } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { StreamGuest } from '../ports/event-streams.ts'
import type { Principal } from '../ports/principal.ts'
import type { DoorContext } from './door-context.ts'
import { takeLimits } from './frame-limits.ts'
import type { ParsedFrame } from './parse-frame.ts'
import { answerCommand } from './run-command.ts'
import { sayTyping } from './say-typing.ts'
import { sendError } from './send-error.ts'

/** One request of a client whose events come elsewhere: what is said to it goes into the answer. */
export class Exchange {
  readonly frames: ServerFrame[] = []
  readonly id: string
  readonly address: string
  readonly principal: Principal
  readonly #door: DoorContext
  readonly #guest: StreamGuest

  constructor(door: DoorContext, guest: StreamGuest, id: string) {
    this.#door = door
    this.#guest = guest
    this.id = id
    this.address = guest.address
    this.principal = guest.principal
  }

  sendFrame(frame: ServerFrame): void {
    this.frames.push(frame)
    this.#door.tally.add(frame.type)
  }

  /** Does what needs no connection, and so is done on any node. False: it needs one. */
  async take(parsed: ParsedFrame): Promise<boolean> {
    if ('frame' in parsed && parsed.frame.type !== 'command' && parsed.frame.type !== 'typing') return false
    if (!(await this.#mayCome(parsed))) return true
    if ('error' in parsed) this.#refuse(parsed.error, parsed.id)
    else if (parsed.frame.type === 'command') this.sendFrame(await answerCommand(this.#door, this, parsed.frame))
    else if (parsed.frame.type === 'typing') await sayTyping(this.#door, this, parsed.frame)
    return true
  }

  /** A heartbeat for a stream that another node may have: its client lives, whichever node its requests come to. */
  async passOn(parsed: ParsedFrame): Promise<boolean> {
    const { bus } = this.#door
    const type = 'frame' in parsed ? parsed.frame.type : null
    if (bus.watch === undefined || (type !== 'ping' && type !== 'pong')) return false
    const { id: connection, principal } = this
    if (await this.#mayCome(parsed)) bus.publish({ kind: 'beat', connection, user: principal.userId, frame: type })
    return true
  }

  /** There is a connection, and too much waits at it. */
  crowded(frame: ClientFrame): void {
    this.#refuse(new CodedError('too_many', { retryAfter: 1 }), idOf(frame))
  }

  /** Counts a frame; one too many is refused. */
  async #mayCome(parsed: ParsedFrame): Promise<boolean> {
    const { metrics } = this.#door
    metrics.frameIn('frame' in parsed ? parsed.frame.type : 'malformed')
    const refused = await takeLimits(this.#door, 'frames', this.#guest)
    if (!refused) return true
    metrics.limited('frames')
    this.#refuse(refused, 'frame' in parsed ? idOf(parsed.frame) : parsed.id)
    return false
  }

  #refuse(error: CodedError, id: string | undefined): void {
    sendError(this.#door, this, error, { id })
  }
}

const idOf = (frame: ClientFrame): string | undefined => ('id' in frame ? frame.id : undefined)
