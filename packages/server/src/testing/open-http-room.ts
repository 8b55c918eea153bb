import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCipher } from '../adapters/jose/cipher.ts'
import { makeSigningKey } from '../adapters/jose/make-signing-key.ts'
import { calendar } from '../adapters/luxon/calendar.ts'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { createWebhookPost } from '../adapters/webhook/create-webhook-post.ts'
import { loadModels } from '../config/models/load-models.ts'
import type { NewProject } from '../domain/new-project.ts'
import { createOperators } from '../domain/operators.ts'
import { createProviderKeys } from '../domain/providers/provider-keys.ts'
import { createUsageReports } from '../domain/spending/usage-reports.ts'
import { createWebhooks } from '../domain/webhooks/create-webhooks.ts'
import { createWebhookSecrets } from '../domain/webhooks/webhook-secrets.ts'
import { createClientAddress } from '../http/client-address.ts'
import { createHttpApp, type HttpAppOptions } from '../http/create-http-app.ts'
import { CodedError } from '../ports/coded-error.ts'
import { traceIdFrom } from '../telemetry/trace-id.ts'
import { openTempStore } from './open-temp-store.ts'
import { silentLogger } from './silent-logger.ts'
import { openTestRoom } from './test-room.ts'

/** What a test may want to be otherwise. */
export type HttpRoomOptions = Partial<HttpAppOptions> & { readonly project?: Partial<NewProject> }

/** A room with its HTTP door open, on a free port. */
export const openHttpRoom = async ({ project, ...options }: HttpRoomOptions = {}) => {
  const room = await openTestRoom(await openTempStore(), project)
  const cipher = createCipher(['open-http-room-secret-0123456789ab'])
  const app = createHttpApp({
    ...room,
    jobs: { list: async () => [] },
    ids: uuids,
    makeSigningKey,
    operators: createOperators(room.store),
    limits: {
      limiter: createMemoryRateLimiter({ clock: room.clock }),
      http: { count: 10_000, windowMs: 60_000 },
    },
    clientAddress: createClientAddress(null),
    traceIdFrom,
    logger: silentLogger,
    publicUrl: null,
    verdicts: room.store,
    contexts: room.store,
    requests: room.store,
    cipher,
    usage: createUsageReports({ ...room, calendar, models: loadModels({ AI_MODELS_FILE: null }), limits: [] }),
    providerKeys: createProviderKeys({
      store: room.store,
      cipher,
      ids: uuids,
      clock: room.clock,
      logger: silentLogger,
    }),
    webhooks: createWebhooks({
      store: room.store,
      secrets: createWebhookSecrets({ store: room.store, cipher, logger: silentLogger }),
      post: createWebhookPost({ privateTargets: false }),
      ids: uuids,
      clock: room.clock,
      ask: async () => {},
    }),
    demoProject: async () => room.project.key,
    widgetFolder: null,
    ready: async () => ({ status: 'ready', checks: [], absent: [] }),
    metrics: async () => ({ type: 'text/plain', text: 'up 1\n' }),
    openMetrics: false,
    stopping: () => false,
    events: () => {
      throw new CodedError('not_found')
    },
    ...options,
  })
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  return {
    room,
    server,
    url,
    /** A request, by default as JSON. */
    ask: (path: string, init: RequestInit & { token?: string; json?: unknown } = {}): Promise<Response> => {
      const { token, json, ...rest } = init
      const headers = new Headers(rest.headers)
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
      if (json !== undefined) headers.set('content-type', 'application/json')
      return fetch(url + path, { ...rest, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) })
    },
    /** Closes the door alone. */
    shut: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    async [Symbol.asyncDispose]() {
      await this.shut()
      await room.close()
    },
  }
}

export type HttpRoom = Awaited<ReturnType<typeof openHttpRoom>>
