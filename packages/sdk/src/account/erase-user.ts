import type { Receipt } from '@chat-view/protocol'
import { abortable } from '../abortable.ts'
import type { Clock } from '../clock.ts'
import { backoff } from '../connection/backoff.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { HttpClient, TokenSource } from '../http/http-client.ts'

interface EraseServices {
  readonly http: Pick<HttpClient, 'request'>
  readonly tokens: TokenSource
  readonly clock: Pick<Clock, 'after'>
  /** Ends the waiting as well. */
  readonly closing: AbortSignal
}

/** All of a user may take a while to be found and removed. */
const timeLimit = 600_000

/** Tries whose answer was lost: fifteen seconds together, far within the life of a token. */
const tries = 5

const pause = async ({ clock, closing }: EraseServices, wait: number, signal: AbortSignal | undefined) => {
  let cancel = (): void => {}
  const over = new Promise<void>(resolve => {
    cancel = clock.after(wait, resolve)
  })
  try {
    await abortable(over, signal ? AbortSignal.any([signal, closing]) : closing)
  } catch (error) {
    throw closing.aborted ? new ChatError('closed') : error
  } finally {
    cancel()
  }
}

/**
 * Erases the user and answers the receipt (ST8). Where the answer was lost it is asked for again with the very token of
 * before: it may have done its work, and whoever signs in after that is somebody new, whose receipt is of nothing.
 */
export const eraseUser = async (services: EraseServices, signal: AbortSignal | undefined): Promise<Receipt> => {
  const { http, tokens } = services
  let used: string | undefined
  let isLost = false
  const same: TokenSource = {
    token: async ended => {
      used = isLost && used !== undefined ? used : await tokens.token(ended)
      return used
    },
    refuse: token => tokens.refuse(token),
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await http.request<Receipt>({ method: 'DELETE', path: '/v1/me', timeLimit, signal }, same)
    } catch (error) {
      // Without a token nothing was asked yet.
      isLost = error instanceof ChatError && error.code === 'network' && used !== undefined
      if (!isLost || attempt === tries) throw error
      await pause(services, backoff(attempt), signal)
    }
  }
}
