import type { ProviderChoice } from '@chat-view/protocol'
import type { Provider } from '../../ports/provider.ts'

/** Where a provider is, and what it is asked with. */
export interface ProviderPlace {
  /** Null: the usual address of its kind. */
  readonly baseURL: string | null
  readonly key: string | null
}

/** What is known of one kind of provider before one is made. */
export interface ProviderKind {
  /** Whether it can do without an address, and without a key at its usual one. */
  readonly needs: { readonly address: boolean; readonly key: boolean }
  /** For those who name no model; null: a model must be named. */
  defaultModel(baseURL: string | null): string | null
  make(place: ProviderPlace & { readonly model: string }): Provider
}

export type ProviderKinds = Readonly<Record<ProviderChoice['name'], ProviderKind>>
