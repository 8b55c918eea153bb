/** The source of the strings that a first conversation needs: its keys, plural forms and placeholders are what every other locale must have. */
export { chat as strings } from './chat.ts'
