import type { GalleryState } from '../gallery-state.ts'
import { answer, question } from '../sample-texts.ts'
import type { Stage } from '../stage.ts'

const edit = async (stage: Stage): Promise<void> => {
  stage.talk.mine(question)
  stage.talk.answer('About £280 a year.')
  await stage.show()
  await stage.press('message.edit')
  await stage.wait('.edit textarea')
}

const conflict = async (stage: Stage): Promise<void> => {
  await edit(stage)
  const [id = ''] = stage.talk.row.messages.keys()
  stage.talk.change(id, { parts: [{ kind: 'text', text: 'What would the night tariff save me in winter?' }] })
  await stage.write('.edit textarea', 'What would the night tariff save me in a flat?')
  await stage.press('message.askAgain', { among: '.edit button' })
  await stage.wait('.both')
}

export const messages: readonly GalleryState[] = [
  {
    name: 'actions',
    caption: 'Actions of a message, under the pointer',
    frame: 'box',
    only: 'desktop',
    hover: 'chat-message .bubble',
    forcedColours: true,
    show: async stage => {
      stage.talk.mine(question)
      stage.talk.answer(answer)
      await stage.show()
    },
  },
  {
    name: 'actions-menu',
    caption: 'More actions of a message',
    frame: 'box',
    show: async stage => {
      stage.talk.mine(question, { edits: 1 })
      stage.talk.answer('About £280 a year.')
      await stage.show()
      await stage.press('common.more')
      await stage.wait('[role=menuitem]')
    },
  },
  { name: 'editor', caption: 'A question is edited', frame: 'box', rightToLeft: true, forcedColours: true, show: edit },
  {
    name: 'edit-history',
    caption: 'What a message said before',
    frame: 'box',
    show: async stage => {
      const { id } = stage.talk.mine('What would the night tariff save?')
      stage.talk.answer('About £280 a year.')
      await stage.show()
      const thread = stage.talk.chat.thread(stage.talk.row.thread.id)
      thread.edit(id, question)
      await stage.until(() => stage.server.answers.running.size > 0, 'the answer')
      await stage.finish()
      await stage.wait('.edited')
      await stage.press('common.more', { first: true })
      await stage.press('message.history')
      await stage.wait('.earlier')
      thread.close()
    },
  },
  {
    name: 'conflict',
    caption: 'Changed elsewhere meanwhile: both texts',
    frame: 'box',
    rightToLeft: true,
    forcedColours: true,
    show: conflict,
  },
  {
    name: 'conflict-merge',
    caption: 'Both texts are merged by hand',
    frame: 'box',
    show: async stage => {
      await conflict(stage)
      await stage.press('conflict.merge')
      await stage.wait('.saved')
    },
  },
  {
    name: 'deleted-messages',
    caption: 'Messages that were deleted',
    frame: 'box',
    show: async stage => {
      stage.talk.theirs('', { deletedAt: Date.now(), parts: [] })
      stage.talk.mine('', { deletedAt: Date.now(), parts: [] })
      stage.talk.mine(question)
      stage.talk.answer(answer)
      await stage.show()
    },
  },
  {
    name: 'delete-message-question',
    caption: 'Before a message is deleted',
    frame: 'popup',
    show: async stage => {
      stage.talk.mine(question)
      await stage.show()
      await stage.press('common.more')
      await stage.press('message.delete')
      await stage.wait('dialog[open]')
    },
  },
]
