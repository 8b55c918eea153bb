import { ChatError } from '../errors/chat-error.ts'
import type { HttpClient } from '../http/http-client.ts'
import { platform } from '../platform.ts'

/**
 * Why there was no answer, and the answer where it comes after all. A browser keeps from a page what a server says to an
 * origin that it does not list, so a refusal looks like a server that is not there (SE4); what every origin may read
 * tells them apart. @throws origin_denied, or as it was
 */
export const explainSilence = async <T>(http: HttpClient, error: unknown, again: () => Promise<T>): Promise<T> => {
  const { location } = platform()
  if (!location || new URL(http.server, location.href).origin === location.origin) throw error
  const isThere = await http.file({ path: '/v1/openapi.json', method: 'HEAD' }).then(
    () => true,
    () => false,
  )
  if (!isThere) throw error
  try {
    return await again()
  } catch (cause) {
    if (cause instanceof ChatError && cause.code !== 'network') throw cause
    throw new ChatError('origin_denied', { cause })
  }
}
