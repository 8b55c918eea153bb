import type { Usage } from '@chat-view/protocol'

/** A call of a tool as the model wrote it; the arguments are JSON only if the model was right. */
export interface ProviderToolCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

/** What the model is shown. `calls`: tools that it asked for in that turn; each is answered by a message of role tool. */
export type ProviderMessage =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly calls?: readonly ProviderToolCall[] }
  | { readonly role: 'tool'; readonly call: string; readonly name: string; readonly text: string }

/** A tool that the model may ask for. `parameters` is JSON Schema. */
export interface ProviderTool {
  readonly name: string
  readonly description: string
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface ProviderRequest {
  readonly model: string
  /** In order. A last one of the assistant without calls is an answer that was begun: what comes goes on at its end. */
  readonly messages: readonly ProviderMessage[]
  /** Absent or empty: the model has no tools. */
  readonly tools?: readonly ProviderTool[]
  /** Most tokens of the answer; absent: the provider's own. */
  readonly maxTokens?: number
  /** A stable pseudonym of the user, for providers that watch for abuse. */
  readonly user?: string
  /** The thread, for agents that keep a state of their own for each. */
  readonly thread?: string
  /** Aborted by stop, time-outs and shutdown; the stream then ends or throws, and asks no more of the network. */
  readonly signal: AbortSignal
}

/** What comes of it. Exactly one `end` comes last; a stream that stops without it was cut. */
export type ProviderEvent =
  | { readonly type: 'connected' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'citation'; readonly title: string; readonly url: string | null; readonly quote: string | null }
  /** A piece of a call came: nothing to show yet, but it is not silent. */
  | { readonly type: 'tool-progress' }
  /** A whole call, after its last piece. With the end reason `tools` the model waits for the results of all. */
  | { readonly type: 'tool-call'; readonly call: ProviderToolCall }
  /** A tool that the provider ran itself (an agent's): shown, not answered. */
  | { readonly type: 'tool-done'; readonly call: ProviderToolCall; readonly result: string; readonly failed: boolean }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'end'; readonly reason: 'stop' | 'length' | 'filter' | 'tools' }

/** The AI behind the assistant (AI1). Failures are `ProviderFailure`s. */
export interface Provider {
  readonly name: string
  readonly defaultModel: string
  stream(request: ProviderRequest): AsyncIterable<ProviderEvent>
}
