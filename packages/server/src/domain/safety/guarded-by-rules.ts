import type { GateOutput, GuardedAnswer, TextGate } from '../../ports/answer-guard.ts'
import type { ContentFilter, FilterDirection, Finding } from '../../ports/content-filter.ts'
import type { ProviderMessage } from '../../ports/provider.ts'
import { maskMessages } from '../masking/mask-messages.ts'
import type { MaskSession } from '../masking/mask-session.ts'
import { JudgedText } from './judged-text.ts'
import { ModeratedText } from './moderated-text.ts'
import type { Moderation } from './moderation.ts'
import type { VerdictBook } from './verdict-book.ts'

export interface GuardParts {
  readonly filter: ContentFilter
  /** Null: the project does not mask. */
  readonly masks: MaskSession | null
  /** Null: nobody is asked. */
  readonly moderation: Moderation | null
  readonly verdicts: VerdictBook
}

const blockOf = (findings: readonly Finding[]): string | null =>
  findings.find(({ action }) => action === 'block')?.rule ?? null

/** What was asked: all that came since the assistant spoke last. */
const questionOf = (messages: readonly ProviderMessage[]): string => {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const before = messages.slice(0, Math.max(last, 0)).findLastIndex(({ role }) => role !== 'user')
  return messages
    .slice(before + 1, last + 1)
    .map(({ text }) => text)
    .join('\n')
}

/** One answer, guarded by the rules, the moderation and the masking of its project (AI8, AI9). */
export class GuardedByRules implements GuardedAnswer {
  readonly #parts: GuardParts

  constructor(parts: GuardParts) {
    this.#parts = parts
  }

  async prepare(
    messages: readonly ProviderMessage[],
    signal: AbortSignal,
  ): Promise<{ readonly messages: readonly ProviderMessage[] } | { readonly blocked: string }> {
    const { filter, masks, moderation, verdicts } = this.#parts
    const findings = filter.judge('input', questionOf(messages))
    const masked = masks === null ? messages : await maskMessages(masks, messages)
    const asked = blockOf(findings) === null && moderation !== null
    // A service of moderation is a provider as well: it is told what the other one is.
    const judged = asked ? await moderation.judge([questionOf(masked)], signal) : []
    const all = [...findings, ...judged.flat()]
    if (signal.aborted) return { messages: masked }
    verdicts.add('input', all)
    const blocked = blockOf(all)
    if (blocked === null) return { messages: masked }
    await verdicts.written()
    return { blocked }
  }

  gate(output: GateOutput): TextGate {
    const { filter, masks, moderation } = this.#parts
    const restorer = masks?.restorer() ?? null
    const found = (findings: readonly Finding[]): void => this.#found('output', findings)
    const judged = new JudgedText({ filter, restorer, output, found })
    const own: TextGate =
      moderation === null
        ? {
            push: (kind, text) => judged.push(kind, text),
            flush: async () => judged.finish(),
            breakOff: () => judged.breakOff(),
          }
        : this.#moderated(moderation, judged)
    return {
      push: (kind, text) => own.push(kind, text),
      breakOff: () => own.breakOff(),
      flush: async () => {
        await own.flush()
        await Promise.all([this.#parts.verdicts.written(), masks?.kept()])
      },
    }
  }

  mask(text: string): string {
    return this.#parts.masks?.maskData(text) ?? text
  }

  restore(text: string): string {
    return this.#parts.masks?.restore(text) ?? text
  }

  #moderated(moderation: Moderation, judged: JudgedText): TextGate {
    const ask = async (texts: readonly string[], signal: AbortSignal): Promise<(string | null)[]> => {
      const findings = await moderation.judge(texts, signal)
      if (!signal.aborted) this.#found('output', findings.flat())
      return findings.map(blockOf)
    }
    const unasked = (): string | null => {
      this.#found('output', [moderation.unavailable])
      return blockOf([moderation.unavailable])
    }
    return new ModeratedText(ask, judged, unasked)
  }

  #found(direction: FilterDirection, findings: readonly Finding[]): void {
    this.#parts.verdicts.add(direction, findings)
  }
}
