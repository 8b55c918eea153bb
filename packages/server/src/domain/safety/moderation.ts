import type { Finding, Moderator } from '../../ports/content-filter.ts'
import type { Logger } from '../../ports/logger.ts'

/** Longest text that is asked about: of a longer one its beginning and its end. */
const longest = 32_000

const cut = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest / 2)}\n${text.slice(-longest / 2)}`.toWellFormed()

export interface ModerationOptions {
  readonly moderator: Moderator
  readonly logger: Logger
  /** Milliseconds that one question may take. */
  readonly timeoutMs: number
  /** What a service that cannot be asked means: its texts pass with a flag, or are blocked. */
  readonly whenFailing: 'open' | 'closed'
  /** One question was asked. `length` of its texts. */
  called(length: number): void
}

/** Of all that a text was flagged for the first category, by name. */
export const moderationRule = (category: string): string => `moderation:${category}`

/** Asks a moderation service, within a time, and decides what its silence means (AI8). */
export class Moderation {
  readonly #options: ModerationOptions

  constructor(options: ModerationOptions) {
    this.#options = options
  }

  /** What is to be said of a text that nobody could be asked about. */
  get unavailable(): Finding {
    return { rule: moderationRule('unavailable'), action: this.#options.whenFailing === 'open' ? 'flag' : 'block' }
  }

  /** Findings for each text; never rejects. */
  async judge(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Finding[])[]> {
    const { moderator, logger, timeoutMs, called } = this.#options
    const asked = texts.map(cut)
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      const flagged = await moderator.moderate(asked, within)
      called(asked.reduce((sum, text) => sum + text.length, 0))
      return texts.map((_, n) =>
        (flagged[n] ?? []).map((category): Finding => ({ rule: moderationRule(category), action: 'block' })),
      )
    } catch (error) {
      if (!signal.aborted) logger.warn({ provider: moderator.provider, err: error }, 'moderation could not be asked')
      return texts.map(() => [this.unavailable])
    }
  }
}
