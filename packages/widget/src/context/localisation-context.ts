import { createContext } from '@lit/context'
import type { Localisation } from '../locales/localisation.ts'

/** The language of an instance; null until it is loaded, and nothing with words in it is drawn before. */
export const localisationContext = createContext<Localisation | null>('chat-view:localisation')
