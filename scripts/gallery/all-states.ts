import type { GalleryState } from './gallery-state.ts'
import { answers } from './states/answers.ts'
import { conversation } from './states/conversation.ts'
import { dialogs } from './states/dialogs.ts'
import { frames } from './states/frames.ts'
import { messages } from './states/messages.ts'
import { threads } from './states/threads.ts'
import { trouble } from './states/trouble.ts'

/** The groups of the gallery, in the order in which it shows them. */
export const groups: Readonly<Record<string, readonly GalleryState[]>> = {
  'Launcher, panel and page': frames,
  'List of conversations': threads,
  Conversation: conversation,
  Answers: answers,
  'Messages of people': messages,
  'Trouble and limits': trouble,
  'Search, people and account': dialogs,
}

/** All states that the gallery shows: the one table of them. */
export const allStates: readonly GalleryState[] = Object.values(groups).flat()
