import type { CodedError } from './coded-error.ts'

export interface WebhookRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Why no answer came. `private_address`: the name leads into the operator's own network (OP6.5). */
export type PostFailure = 'private_address' | 'timeout' | 'tls' | 'unreachable'

export type PostResult =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'failed'; readonly error: PostFailure }

/** Sends requests of webhooks: follows no redirect, and keeps nothing of an answer but its status. */
export interface WebhookPost {
  /** What is wrong with an address as such, before anything is sent there: `invalid_request`. Null: nothing. */
  check(url: string): CodedError | null
  /** @throws the signal's reason once it is aborted */
  post(request: WebhookRequest, signal: AbortSignal): Promise<PostResult>
}

/** Signs a request as Standard Webhooks says, with each secret; answers the header `webhook-signature`. */
export type WebhookSigner = (secrets: readonly string[], id: string, at: number, body: string) => string
