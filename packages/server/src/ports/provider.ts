import type { Usage } from '@chat-view/protocol'

/** What the model is shown. */
export interface ProviderMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
}

export interface ProviderRequest {
  readonly model: string
  /** In order. A last one of the assistant is an answer that was begun: what comes goes on at its end. */
  readonly messages: readonly ProviderMessage[]
  /** Most tokens of the answer; absent: the provider's own. */
  readonly maxTokens?: number
  /** A stable pseudonym of the user, for providers that watch for abuse. */
  readonly user?: string
  /** Aborted by stop, time-outs and shutdown; the stream then ends or throws, and asks no more of the network. */
  readonly signal: AbortSignal
}

/** What comes of it. Exactly one `end` comes last; a stream that stops without it was cut. */
export type ProviderEvent =
  | { readonly type: 'connected' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'citation'; readonly title: string; readonly url: string | null; readonly quote: string | null }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'end'; readonly reason: 'stop' | 'length' | 'filter' }

/** The AI behind the assistant (AI1). Failures are `CodedError`s: provider_failed, provider_unavailable, provider_timeout. */
export interface Provider {
  readonly name: string
  readonly defaultModel: string
  stream(request: ProviderRequest): AsyncIterable<ProviderEvent>
}
