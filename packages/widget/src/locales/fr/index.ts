import type { Strings } from '../strings.ts'
import { chat } from './chat.ts'
import { errors } from './errors.ts'
import { states } from './states.ts'

export const strings: Strings = { ...chat, ...states, ...errors }
