import { type WebhookTopic, webhookTopic } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { type Command, Option } from 'commander'
import { createCipher } from '../adapters/jose/cipher.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { createWebhookPost } from '../adapters/webhook/create-webhook-post.ts'
import { createWebhooks, type Webhooks } from '../domain/webhooks/create-webhooks.ts'
import { createWebhookSecrets } from '../domain/webhooks/webhook-secrets.ts'
import type { Store } from '../ports/store.ts'
import { createLogger } from '../telemetry/create-logger.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { actor, type CommandLine, show } from './command-line.ts'
import { findProject } from './find-project.ts'
import { secretsFor } from './secrets-for.ts'

interface Shared {
  readonly project: string
  readonly json: boolean
}

/** The same as operators do over HTTP; what is due is sent by the server within a minute. */
const webhooksOf = (line: CommandLine, store: Store): Webhooks => {
  const config = line.config()
  const logger = createLogger('silent')
  const secrets = createWebhookSecrets({ store, cipher: createCipher(secretsFor(config)), logger })
  const post = createWebhookPost({ privateTargets: config.WEBHOOK_PRIVATE })
  return createWebhooks({ store, secrets, post, ids: uuids, clock: systemClock, ask: async () => {} })
}

/** `webhook create | list | enable | disable | remove | dead | retry`: where a project's events are sent (OP6). */
export const addWebhookCommands = (program: Command, line: CommandLine): void => {
  const webhook = program.command('webhook').description('webhooks of a project: create, list, switch, dead letters')
  const sub = (name: string, description: string): Command =>
    webhook
      .command(name)
      .description(description)
      .requiredOption('--project <project>', 'the project’s pk_… or id')
      .option('--json', 'print JSON', false)
  const within = <T>(project: string, use: (webhooks: Webhooks, projectId: string) => Promise<T>): Promise<T> =>
    line.withStore(async store => use(webhooksOf(line, store), (await findProject(store, project)).id))

  sub('create', 'send events to an address')
    .requiredOption('--url <address>', 'where to')
    .addOption(new Option('--topic <topic...>', 'what of').choices(webhookTopic.options).makeOptionMandatory())
    .action(async ({ project, json, url, topic }: Shared & { url: string; topic: WebhookTopic[] }) => {
      const made = await within(project, (webhooks, projectId) =>
        webhooks.create({ projectId, url, topics: topic }, actor),
      )
      show(line, json, made, [`id:     ${made.id}`, `secret: ${made.secret}`, 'It is shown this once.'])
    })

  sub('list', 'list webhooks').action(async ({ project, json }: Shared) => {
    const found = await within(project, (webhooks, projectId) => webhooks.list(projectId))
    const state = (enabled: boolean, reason: string | null): string => (enabled ? 'on' : `off ${reason ?? ''}`.trim())
    const lines = found.map(
      one => `${one.id}  ${state(one.enabled, one.disabledReason)}  ${one.topics.join(' ')}  ${one.url}`,
    )
    show(line, json, found, lines)
  })

  for (const [name, enabled, words] of [
    ['enable', true, 'switch one on: what waits is sent'],
    ['disable', false, 'switch one off at once: nothing more is sent'],
  ] as const)
    sub(`${name} <webhook>`, words).action(async (id: string, { project, json }: Shared) => {
      const changed = await within(project, (webhooks, projectId) =>
        webhooks.update({ projectId, id, actor }, { enabled }),
      )
      show(line, json, changed, [`${id} is ${enabled ? 'on' : 'off'}.`])
    })

  sub('remove <webhook>', 'remove one, with what waits for it').action(
    async (id: string, { project, json }: Shared) => {
      await within(project, (webhooks, projectId) => webhooks.remove({ projectId, id, actor }))
      show(line, json, { id }, [`${id} is removed.`])
    },
  )

  sub('dead', 'list the newest of what was given up').action(async ({ project, json }: Shared) => {
    const { items } = await within(project, (webhooks, projectId) =>
      webhooks.deliveries({ projectId, state: 'dead', limit: bounds.page.max }),
    )
    const shown = items.map(({ id, webhookId, topic, threadId, attempts, lastStatus, lastError, endedAt }) => {
      return { id, webhookId, topic, threadId, attempts, lastStatus, lastError, endedAt }
    })
    const lines = shown.map(one => `${one.id}  ${one.topic}  ${one.lastError ?? ''} ${one.lastStatus ?? ''}`.trimEnd())
    show(line, json, shown, lines)
  })

  sub('retry <delivery>', 'try a dead letter again').action(async (id: string, { project, json }: Shared) => {
    await within(project, (webhooks, projectId) => webhooks.retry(projectId, id))
    show(line, json, { id }, [`${id} is sent again within a minute.`])
  })
}
