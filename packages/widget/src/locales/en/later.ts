import { actions } from './actions.ts'
import { dialogs } from './dialogs.ts'
import { errors } from './errors.ts'
import { states } from './states.ts'

/** The source of all other strings, likewise; loaded with the first of them. */
export const later = { ...actions, ...states, ...errors, ...dialogs } as const
