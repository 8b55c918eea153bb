import type { Config } from '../config/load-config.ts'
import type { Finding, Look } from './finding.ts'

/** Where a provider is asked whether it is there and takes its key. */
interface Place {
  readonly url: string
  readonly token: string | null
  /** The variable that names the key. */
  readonly key: string
  isWell(response: Response): boolean
}

const openai = ({ OPENAI_BASE_URL, OPENAI_API_KEY }: Config): Place => ({
  url: `${OPENAI_BASE_URL ?? 'https://api.openai.com/v1'}/models`,
  token: OPENAI_API_KEY,
  key: 'OPENAI_API_KEY',
  isWell: ({ ok }) => ok,
})

/** An agent takes runs by POST alone, and a look begins none: that it knows nothing else is well. */
const agent = ({ AG_UI_URL, AG_UI_TOKEN }: Config): Place => ({
  url: AG_UI_URL ?? '',
  token: AG_UI_TOKEN,
  key: 'AG_UI_TOKEN',
  isWell: ({ status }) => status < 500,
})

const findingOf = ({ url, key, isWell }: Place, response: Response): Omit<Finding, 'name'> => {
  const refused = response.status === 401 || response.status === 403
  return {
    state: refused ? 'bad' : isWell(response) ? 'ok' : 'warn',
    detail: `${new URL(url).host} answers ${response.status}${refused ? `; check ${key}` : ''}`,
  }
}

/** Is the provider that is named there, and does it take its key? Nothing is generated. */
export const providerLook =
  (config: Config, fetcher: typeof fetch): Look =>
  async () => {
    if (config.AI_PROVIDER === 'demo') return { state: 'warn', detail: 'the demo provider answers; set AI_PROVIDER' }
    const place = config.AI_PROVIDER === 'ag-ui' ? agent(config) : openai(config)
    const response = await fetcher(place.url, {
      headers: place.token ? { authorization: `Bearer ${place.token}` } : {},
      signal: AbortSignal.timeout(config.AI_TIMEOUT_CONNECT),
    })
    await response.body?.cancel()
    return findingOf(place, response)
  }
