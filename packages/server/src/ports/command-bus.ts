import type { Principal } from './principal.ts'

/** What a door knows of a command besides its name and arguments. */
export interface CommandContext {
  readonly principal: Principal
  /** Client-made; absent over HTTP without `Idempotency-Key`: then the command is not idempotent. */
  readonly commandId?: string
  readonly traceId: string
  readonly signal?: AbortSignal
}

/** The one room behind both doors: parse → authorise → handler → announce. Throws `CodedError`s only. */
export interface CommandBus {
  run(name: string, args: unknown, context: CommandContext): Promise<unknown>
}
