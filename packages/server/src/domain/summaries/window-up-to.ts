import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { MessageRecord, MessageStore } from '../../ports/message-store.ts'
import type { SummaryStore, SummaryWindow } from '../../ports/summary-store.ts'

const pageSize = 200

const isOpen = ({ generation }: MessageRecord): boolean => generation !== null && isOpenGeneration(generation.state)

/**
 * The window that begins where the last summary ends, or with the thread, and ends at a place: by default before the first
 * answer that is still written. One that holds nothing, or such an answer, stands for no messages: the store takes none.
 */
export const windowUpTo = async (
  store: Pick<MessageStore, 'listMessages'> & Pick<SummaryStore, 'listSummaries'>,
  threadId: string,
  toSeq: number | null,
): Promise<SummaryWindow> => {
  const fromSeq = ((await store.listSummaries(threadId)).at(-1)?.toSeq ?? 0) + 1
  const window = { threadId, fromSeq, toSeq: toSeq ?? fromSeq, messages: 0, versions: 0 }
  const bounds = toSeq === null ? {} : { before: toSeq + 1 }
  for (let after = fromSeq - 1; ; ) {
    const page = await store.listMessages({ threadId, limit: pageSize, superseded: false, after, ...bounds })
    for (const message of page.items.filter(({ deletedAt }) => deletedAt === null)) {
      if (isOpen(message)) return toSeq === null ? window : { ...window, messages: 0, versions: 0 }
      window.toSeq = message.seq
      window.messages++
      window.versions += message.version
    }
    const last = page.items.at(-1)?.seq
    if (last === undefined || page.items.length < pageSize) return window
    after = last
  }
}
