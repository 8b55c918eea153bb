import type { ThreadHandle } from '@chat-view/sdk'
import { createContext } from '@lit/context'

/** The thread that is shown; null while there is none. */
export const threadContext = createContext<ThreadHandle | null>('chat-view:thread')
