import type { Localisation } from '../../locales/localisation.ts'
import type { ChatQuestion } from '../chat-dialog/chat-dialog.ts'

/** What is asked before a message is deleted. */
export const deleteQuestion = (words: Localisation): ChatQuestion => ({
  title: words.text('message.deleteTitle'),
  text: words.text('message.deleteText'),
  yes: words.text('message.delete'),
  no: words.text('common.cancel'),
})
