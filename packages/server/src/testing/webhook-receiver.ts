import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** One request that a receiver was sent. */
export interface ReceivedWebhook {
  readonly id: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly event: {
    readonly type: string
    readonly timestamp: string
    readonly data: Readonly<Record<string, unknown>>
  }
}

/** Answers a request; by default with 204. */
export type WebhookAnswer = (response: ServerResponse, received: ReceivedWebhook, request: IncomingMessage) => void

/** A program that takes webhooks, and answers as a test wants. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string
  readonly received: readonly ReceivedWebhook[]
  /** The next requests are answered so, one each; those after them well. */
  answer(...answers: WebhookAnswer[]): void
  /** All requests are answered so from now on. */
  always(answer: WebhookAnswer): void
  /** Whether a request bears a signature that this secret makes. */
  verifies(received: ReceivedWebhook, secret: string): boolean
}

const well: WebhookAnswer = response => void response.writeHead(204).end()

/** Answers with a status, and headers. */
export const status =
  (code: number, headers: Record<string, string> = {}): WebhookAnswer =>
  response =>
    void response.writeHead(code, headers).end()

export const openWebhookReceiver = async (): Promise<WebhookReceiver> => {
  const received: ReceivedWebhook[] = []
  const queue: WebhookAnswer[] = []
  let standing = well
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const one = {
      id: headers['webhook-id'] ?? '',
      path: request.url ?? '',
      headers,
      body,
      event: JSON.parse(body) as ReceivedWebhook['event'],
    }
    received.push(one)
    const answer = queue.shift() ?? standing
    answer(response, one, request)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (...answers) => void queue.push(...answers),
    always(answer) {
      standing = answer
    },
    verifies({ body, headers }, secret) {
      try {
        new Webhook(secret).verify(body, headers)
        return true
      } catch {
        return false
      }
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
