import type { Strings } from '../strings.ts'
import { chat } from './chat.ts'

export const strings: Strings = chat
