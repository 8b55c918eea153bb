import { z } from 'zod'
import type { AccessRules } from '../domain/access.ts'
import type { Announcer } from '../ports/announcer.ts'
import type { Clock } from '../ports/clock.ts'
import type { ServerTool } from '../ports/server-tool.ts'
import type { Store } from '../ports/store.ts'
import { callerPrincipal } from './caller-principal.ts'

const parameters = z.object({
  title: z.string().trim().min(1).max(120).describe('A few words in the language of the conversation'),
})

export interface RenameThreadOptions {
  readonly store: Pick<Store, 'updateThread'>
  readonly access: Pick<AccessRules, 'toThread'>
  readonly announcer: Announcer
  readonly clock: Pick<Clock, 'now'>
}

/** Gives the conversation another title, if the user allows it. */
export const createRenameThreadTool = (options: RenameThreadOptions): ServerTool<typeof parameters> => ({
  name: 'rename_thread',
  title: 'Rename the conversation',
  description: 'Gives this conversation another title. The user is asked before.',
  parameters,
  approval: true,
  idempotent: true,
  timeoutMs: 5_000,
  async run({ title }, { caller }) {
    const { store, access, announcer, clock } = options
    await access.toThread(callerPrincipal(caller), caller.threadId, ['thread.rename'])
    const told = title.toWellFormed().replace(/[\s\0]+/g, ' ')
    const verb = { id: caller.threadId, userId: caller.userId, title: told, at: clock.now() }
    const { changes } = await store.updateThread(verb)
    announcer.announce(changes)
    return { text: `The conversation is now called “${told}”.` }
  },
})
