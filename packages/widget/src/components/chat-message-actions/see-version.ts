import type { MessageView, ThreadHandle } from '@chat-view/sdk'
import { ChatVersionEvent } from '../../events/chat-version-event.ts'

/** Shows another of a message's answers to one who may not choose which one all see (CV9). */
export const seeVersion = async (
  place: EventTarget,
  thread: ThreadHandle,
  { key }: MessageView,
  wanted: number,
): Promise<void> => {
  const versions = await thread.versions(key)
  const version = versions.find(({ number }) => number === wanted)
  if (version) place.dispatchEvent(new ChatVersionEvent(version))
}
