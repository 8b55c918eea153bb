import type { MongoContext } from './mongo-context.ts'

/** What tells which thread a verb is about: its id, or that of something in it. */
export type ThreadKey =
  | { readonly thread: string }
  | { readonly message: string }
  | { readonly generation: string }
  | { readonly invite: string }
  | { readonly summary: string }

/** The thread that it is about; null: what the key names is not there. */
export const threadOf = async (context: MongoContext, key: ThreadKey): Promise<string | null> => {
  if ('thread' in key) return key.thread
  if ('summary' in key) return (await context.summaries.get({ _id: key.summary }))?.threadId ?? null
  if ('invite' in key) return (await context.invites.get({ _id: key.invite }))?.threadId ?? null
  const row =
    'message' in key
      ? await context.messages.get({ _id: key.message })
      : await context.generations.get({ _id: key.generation })
  return row?.threadId ?? null
}
