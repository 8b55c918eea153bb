import type { MessageRecord } from '../../ports/message-store.ts'
import type { Store } from '../../ports/store.ts'

/** What a thread's counters must be, counted again from what can be read. */
export interface Recount {
  readonly messages: number
  readonly tokens: number
}

const allMessages = async (store: Store, threadId: string): Promise<MessageRecord[]> => {
  const all: MessageRecord[] = []
  for (let after = 0; ; ) {
    const page = await store.listMessages({ threadId, limit: 200, after, superseded: true })
    all.push(...page.items)
    if (page.after === null) return all
    after = page.after
  }
}

/** Tokens are counted by what was told at each answer's end; so tests end one run a version. */
export const recount = async (store: Store, threadId: string): Promise<Recount> => {
  const messages = await allMessages(store, threadId)
  let tokens = 0
  for (const { id } of messages)
    for (const { generation } of await store.listVersions(id))
      tokens += (generation.end?.usage?.input ?? 0) + (generation.end?.usage?.output ?? 0)
  const counted = messages.filter(({ deletedAt, supersededBy }) => deletedAt === null && supersededBy === null)
  return { messages: counted.length, tokens }
}
