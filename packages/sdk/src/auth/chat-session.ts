import type { PublicProject, User } from '@chat-view/protocol'

/** Who the chat speaks for and in which project. The tokens stay inside. */
export interface ChatSession {
  readonly user: User
  readonly project: PublicProject
}
