import { createCipher } from '../adapters/jose/cipher.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { createWebhookPost } from '../adapters/webhook/create-webhook-post.ts'
import { signWebhook } from '../adapters/webhook/sign-webhook.ts'
import { createWebhooks } from '../domain/webhooks/create-webhooks.ts'
import { createSendDelivery } from '../domain/webhooks/send-delivery.ts'
import { createWebhookSecrets } from '../domain/webhooks/webhook-secrets.ts'
import { createWebhookSender, type SentTotals } from '../domain/webhooks/webhook-sender.ts'
import type { WebhookPost } from '../ports/webhook-post.ts'
import { createFakeClock } from './fake-clock.ts'
import { openTempStore } from './open-temp-store.ts'
import { silentLogger } from './silent-logger.ts'
import { tellAll } from './store-contract/new-webhook.ts'
import { newWorld } from './store-contract/world.ts'
import { openWebhookReceiver } from './webhook-receiver.ts'

/** Webhooks with all their parts, and a program that receives; time stands until a test moves it. */
export const openWebhookRig = async (
  options: { readonly post?: WebhookPost; readonly keys?: readonly string[] } = {},
) => {
  const { keys = ['webhook-rig-secret-key-0123456789'] } = options
  // Signatures are verified by the system's clock.
  const clock = createFakeClock(Date.now())
  const store = await openTempStore()
  const receiver = await openWebhookReceiver()
  const world = await newWorld(store)
  const outcomes: string[] = []
  const make = (secretKeys: readonly string[]) => {
    const secrets = createWebhookSecrets({ store, cipher: createCipher(secretKeys), logger: silentLogger })
    const post = options.post ?? createWebhookPost({ privateTargets: true, timeoutMs: 2_000 })
    const observer = { tried: (outcome: string) => void outcomes.push(outcome) }
    const given = { store, post, sign: signWebhook, secrets, observer, clock, logger: silentLogger, random: () => 1 }
    const sender = createWebhookSender({ store, send: createSendDelivery(given), clock })
    return { sender, webhooks: createWebhooks({ store, secrets, post, ids: uuids, clock, ask: async () => {} }) }
  }
  const parts = make(keys)
  const { webhooks } = parts
  const projectId = world.project.id
  const never = new AbortController().signal
  return {
    clock,
    store,
    receiver,
    world,
    webhooks,
    outcomes,
    sender: parts.sender,
    /** The same store with other entries of `SECRET_KEY`. */
    withKeys: make,
    place: (id: string) => ({ projectId, id, actor: 'operator:1' }),
    make: (topics: Parameters<typeof webhooks.create>[0]['topics'] = ['message.created'], url = receiver.url) =>
      webhooks.create({ projectId, url, topics }, 'operator:1'),
    /** A thread that is younger than every webhook made before. */
    thread: () => world.thread(null, clock.now()),
    /** Writes deliveries for all that was committed. */
    tell: () => tellAll(world, clock.now()),
    /** Sends what is due. */
    run: (signal: AbortSignal = never): Promise<SentTotals> => parts.sender.run({ signal, touch: async () => {} }),
    deliveries: async () => (await store.listWebhookDeliveries({ projectId, limit: 100 })).items,
    async [Symbol.asyncDispose]() {
      await receiver[Symbol.asyncDispose]()
      await store.close()
    },
  }
}

export type WebhookRig = Awaited<ReturnType<typeof openWebhookRig>>
