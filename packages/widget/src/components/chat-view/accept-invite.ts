import type { ChatError } from '@chat-view/sdk'
import type { ChatHost } from '../../controllers/chat-host.ts'
import type { StringKey } from '../../locales/strings.ts'

/** What a refusal means of an invitation, where it means something else of other things. */
const refusals: Readonly<Record<string, StringKey & `invite.${string}`>> = {
  token_invalid: 'invite.invalid',
  token_expired: 'invite.expired',
  state_conflict: 'invite.used',
}

/** Comes into a thread by an invitation and shows it; what does not work is told in words (CV10). */
export async function acceptInvite(coming: Promise<ChatHost>, token: string): Promise<void> {
  const host = await coming
  const { chat, localisation: words } = host
  if (!chat || !words) return
  await words.dialogs()
  try {
    const { id } = await chat.acceptInvite(token)
    if (host.chat !== chat) return
    host.openThread(id)
    host.announcer.say(words.text('invite.accepted'))
  } catch (error) {
    const { code } = error as ChatError
    const refusal = Object.hasOwn(refusals, code) ? refusals[code] : undefined
    host.tell(refusal ? words.text(refusal) : words.error(code))
  }
}
