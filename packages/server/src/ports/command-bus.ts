import type { Principal } from './principal.ts'

/** What a door knows of a command besides its name and arguments. */
export interface CommandContext {
  readonly principal: Principal
  /** Client-made; absent over HTTP without `Idempotency-Key`: then the command is not idempotent. */
  readonly commandId?: string
  readonly traceId: string
  /** What it was asked for with, in that trace: a request. Absent where nothing stands above it. */
  readonly spanId?: string
  /** From which the command comes, as limits count it: IPv6 by /64. Absent: from nobody outside. */
  readonly address?: string
  readonly signal?: AbortSignal
}

/** The one room behind both doors: parse → authorise → handler → announce. Throws `CodedError`s only. */
export interface CommandBus {
  run(name: string, args: unknown, context: CommandContext): Promise<unknown>
}
