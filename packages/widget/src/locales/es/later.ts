import type { LaterStrings } from '../strings.ts'
import { actions } from './actions.ts'
import { dialogs } from './dialogs.ts'
import { errors } from './errors.ts'
import { states } from './states.ts'

export const later: LaterStrings = { ...actions, ...states, ...errors, ...dialogs }
