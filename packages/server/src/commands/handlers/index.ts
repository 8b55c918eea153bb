import type { CommandName } from '@chat-view/protocol'
import type { CommandHandler } from '../command-handler.ts'
import { acceptInvite } from './accept-invite.ts'
import { claimVisitor } from './claim-visitor.ts'
import { continueAnswer } from './continue-answer.ts'
import { createInvite } from './create-invite.ts'
import { createSummary } from './create-summary.ts'
import { createThread } from './create-thread.ts'
import { decideToolCall } from './decide-tool-call.ts'
import { deleteMessage } from './delete-message.ts'
import { deleteSummary } from './delete-summary.ts'
import { deleteThread } from './delete-thread.ts'
import { editMessage } from './edit-message.ts'
import { editSummary } from './edit-summary.ts'
import { giveFeedback } from './give-feedback.ts'
import { giveToolResult } from './give-tool-result.ts'
import { inviteParticipant } from './invite-participant.ts'
import { markRead } from './mark-read.ts'
import { regenerate } from './regenerate.ts'
import { removeParticipant } from './remove-participant.ts'
import { revokeInvite } from './revoke-invite.ts'
import { sendMessage } from './send-message.ts'
import { setParticipantRole } from './set-participant-role.ts'
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
  createSummary,
  editSummary,
  deleteSummary,
  decideToolCall,
  giveToolResult,
  inviteParticipant,
  setParticipantRole,
  removeParticipant,
  createInvite,
  revokeInvite,
  acceptInvite,
  claimVisitor,
}
