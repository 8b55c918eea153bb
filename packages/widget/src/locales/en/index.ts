import { chat } from './chat.ts'
import { errors } from './errors.ts'
import { states } from './states.ts'

/** The source of all strings: its keys, plural forms and placeholders are what every other locale must have. */
export const strings = { ...chat, ...states, ...errors } as const
