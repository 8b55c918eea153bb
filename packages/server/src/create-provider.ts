import { createAgUiProvider } from './adapters/ag-ui/create-ag-ui-provider.ts'
import { createDemoProvider } from './adapters/demo/create-demo-provider.ts'
import { createOpenAIProvider } from './adapters/openai/create-openai-provider.ts'
import type { Config } from './config/load-config.ts'
import type { Projects } from './domain/projects.ts'
import type { ProviderKeys } from './domain/providers/provider-keys.ts'
import type { ProviderKinds } from './domain/providers/provider-kind.ts'
import { createProviderRegistry } from './domain/providers/provider-registry.ts'
import type { Logger } from './ports/logger.ts'
import type { Provider } from './ports/provider.ts'
import type { Providers } from './ports/providers.ts'

/** Of the official service, where no model is named. */
export const usualModel = 'gpt-5-mini'

/** An agent chooses its models itself. */
const agentModel = 'agent'

/** The kinds of providers that there are, for the server's own and for those of projects. */
const kindsWith = (logger: Logger | undefined): ProviderKinds => ({
  demo: { needs: { address: false, key: false }, defaultModel: () => 'demo', make: () => createDemoProvider() },
  openai: {
    needs: { address: false, key: true },
    defaultModel: baseURL => (baseURL === null ? usualModel : null),
    make: ({ baseURL, key, model }) =>
      createOpenAIProvider({
        apiKey: key,
        model,
        ...(baseURL === null ? {} : { baseURL }),
        ...(logger ? { logger } : {}),
      }),
  },
  'ag-ui': {
    needs: { address: true, key: false },
    defaultModel: () => agentModel,
    make: ({ baseURL, key, model }) => createAgUiProvider({ url: baseURL ?? '', token: key, model }),
  },
})

const ownPlace = (config: Config) => {
  if (config.AI_PROVIDER === 'openai') return { baseURL: config.OPENAI_BASE_URL, key: config.OPENAI_API_KEY }
  if (config.AI_PROVIDER === 'ag-ui') return { baseURL: config.AG_UI_URL, key: config.AG_UI_TOKEN }
  return { baseURL: null, key: null }
}

/** The server's own provider, as the configuration names it (AI1). */
export const createProvider = (config: Config, logger?: Logger): Provider => {
  const kind = kindsWith(logger)[config.AI_PROVIDER]
  const place = ownPlace(config)
  return kind.make({ ...place, model: config.AI_MODEL ?? kind.defaultModel(place.baseURL) ?? '' })
}

export interface ProvidersOptions {
  readonly config: Config
  /** The server's own. */
  readonly provider: Provider
  readonly projects: Pick<Projects, 'get'>
  readonly keys: Pick<ProviderKeys, 'of'>
  readonly logger: Logger
}

/** Who answers in which project. */
export const createProviders = ({ config, provider, projects, keys, logger }: ProvidersOptions): Providers =>
  createProviderRegistry({
    projects,
    keys,
    kinds: kindsWith(logger),
    own: provider,
    ownBaseURL: ownPlace(config).baseURL,
    model: config.AI_MODEL,
    fallbackModel: config.AI_FALLBACK_MODEL,
  })
