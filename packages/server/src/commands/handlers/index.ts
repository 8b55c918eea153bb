import type { CommandName } from '@chat-view/protocol'
import type { CommandHandler } from '../command-handler.ts'
import { continueAnswer } from './continue-answer.ts'
import { createThread } from './create-thread.ts'
import { deleteMessage } from './delete-message.ts'
import { deleteThread } from './delete-thread.ts'
import { editMessage } from './edit-message.ts'
import { giveFeedback } from './give-feedback.ts'
import { markRead } from './mark-read.ts'
import { regenerate } from './regenerate.ts'
import { sendMessage } from './send-message.ts'
import { showVersion } from './show-version.ts'
import { stopAnswer } from './stop-answer.ts'
import { updateThread } from './update-thread.ts'

/** Every command's handler, by its name on the wire. */
export const handlers: { readonly [N in CommandName]: CommandHandler<N> } = {
  createThread,
  updateThread,
  deleteThread,
  markRead,
  sendMessage,
  editMessage,
  deleteMessage,
  regenerate,
  continue: continueAnswer,
  stop: stopAnswer,
  showVersion,
  giveFeedback,
}
