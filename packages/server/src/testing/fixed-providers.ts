import { CodedError } from '../ports/coded-error.ts'
import type { Provider } from '../ports/provider.ts'
import type { Providers } from '../ports/providers.ts'

export interface FixedProvidersOptions {
  /** For projects that name none; default: the provider's own. */
  readonly model?: string | null
  readonly fallbackModel?: string | null
}

/** One provider for all projects. */
export const fixedProviders = (provider: Provider, options: FixedProvidersOptions = {}): Providers => ({
  plan: ({ settings }) => ({
    provider: provider.name,
    model: settings.model ?? options.model ?? provider.defaultModel,
  }),
  async open(_, name) {
    if (name !== provider.name) {
      throw new CodedError('provider_unavailable', { detail: `No provider ${name} is configured` })
    }
    return { provider, service: provider.name, fallbackModel: options.fallbackModel ?? null }
  },
})
