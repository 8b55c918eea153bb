import type { MongoContext } from '../mongo-context.ts'

/** The thread, whose turn was taken, waits to be summarised, since now if it did not before. */
export const markThread = async ({ threads }: MongoContext, threadId: string, at: number): Promise<void> => {
  await threads.update({ _id: threadId, summariseAt: null }, { $set: { summariseAt: at } })
}
