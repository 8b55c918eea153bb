import type { GenerationRecord } from './generation-store.ts'
import type { ProviderMessage } from './provider.ts'

/** Where a guard puts what may be shown. */
export interface GateOutput {
  show(kind: 'text' | 'reasoning', text: string): void
  /** What comes is not to be shown: the answer ends as blocked, and nothing of the flagged passage was shown. */
  block(rule: string): void
}

/** Between a provider and an answer: restores what was masked, and holds back what is not judged yet. In order, each once. */
export interface TextGate {
  push(kind: 'text' | 'reasoning', text: string): void
  /** Resolves when all that was pushed has been shown or blocked. Called before tools run and at the end. */
  flush(): Promise<void>
  /** Shows what is restored and judged so far, when an answer breaks off; what is held unjudged is dropped. */
  breakOff(): void
}

/** What guards one answer (AI8, AI9). */
export interface GuardedAnswer {
  /** Judges the question and masks everything; `blocked` names the rule that refused it. */
  prepare(
    messages: readonly ProviderMessage[],
    signal: AbortSignal,
  ): Promise<{ readonly messages: readonly ProviderMessage[] } | { readonly blocked: string }>
  gate(output: GateOutput): TextGate
  /** For what goes to the provider later, as a tool's result. */
  mask(text: string): string
  /** For what comes from it whole, as a tool's arguments or a citation. */
  restore(text: string): string
}

/** Opens what guards an answer, by its project's settings. @throws store_unavailable */
export interface AnswerGuard {
  open(record: GenerationRecord): Promise<GuardedAnswer>
}
