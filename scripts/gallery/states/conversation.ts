import type { GalleryState } from '../gallery-state.ts'
import { answer, paragraphs, question } from '../sample-texts.ts'
import type { Stage } from '../stage.ts'

const day = 86_400_000

const asked = async (stage: Stage): Promise<void> => {
  stage.talk.mine(question)
  stage.talk.answer(answer)
  await stage.show()
}

/** Reads from the middle on. */
const goUp = async (stage: Stage): Promise<void> => {
  stage.talk.mine(question)
  stage.talk.answer(paragraphs)
  await stage.show()
  const box = await stage.wait('.messages')
  await stage.until(() => box.scrollTop > 0, 'the end')
  box.scrollTop = 60
  await stage.until(() => stage.find('[part~=jump-latest]'), 'the pill')
}

export const conversation: readonly GalleryState[] = [
  {
    name: 'empty',
    caption: 'Empty, without prompts',
    frame: 'box',
    show: async stage => {
      stage.bare()
      await stage.wait('.empty')
    },
  },
  {
    name: 'loading',
    caption: 'Messages are on their way',
    frame: 'box',
    show: async stage => {
      stage.bare({ thread: stage.talk.row.thread.id }, stage.unansweredChat())
      await stage.wait('.bone')
      await stage.wait('[part~=connection]')
    },
  },
  {
    name: 'older-failed',
    caption: 'Older messages could not be loaded',
    frame: 'box',
    server: { pageSize: 2 },
    show: async stage => {
      const { talk } = stage
      for (const turn of [1, 2, 3]) {
        talk.mine(`${turn}: ${question}`)
        talk.answer(answer)
      }
      stage.server.refuse({ code: 'overloaded', only: `/v1/threads/${talk.row.thread.id}/messages`, times: 50 })
      stage.bare({ thread: talk.row.thread.id })
      const box = await stage.wait('.messages')
      await stage.until(() => stage.find('.prose')?.checkVisibility(), 'the texts')
      const again = await stage.wait('.mark button')
      // All has its height, and then one movement: two in one frame and two in two leave the end in different ways.
      await stage.wait('[part~=message-actions]')
      await stage.still()
      again.scrollIntoView({ block: 'start' })
      await stage.until(() => box.scrollTop === 0 || stage.find('[part~=jump-latest]'), 'the way back')
    },
  },
  {
    name: 'days-and-people',
    caption: 'Days, several people, messages of one author together',
    frame: 'box',
    rightToLeft: true,
    show: async stage => {
      const { talk } = stage
      talk.theirs('Would one radiator do for the hall?', { createdAt: Date.now() - 3 * day })
      talk.answer('One of 600 × 1200 mm would, at a flow of 50 °C.', { createdAt: Date.now() - 3 * day + 9_000 })
      talk.mine('The wall is solid brick.', { createdAt: Date.now() - 60_000 })
      talk.mine('And it faces north.', { createdAt: Date.now() - 40_000 })
      talk.theirs('Then take the larger one.', { createdAt: Date.now() - 20_000 })
      await stage.show()
    },
  },
  {
    name: 'typing',
    caption: 'Somebody is typing',
    frame: 'box',
    show: async stage => {
      await asked(stage)
      const user = { id: '00000000-0000-7000-9000-0000000000aa', name: 'Jon Pell' }
      for (const connection of stage.server.connections)
        connection.say({ type: 'typing', thread: stage.talk.row.thread.id, user, on: true })
      await stage.wait('[part~=typing]')
    },
  },
  {
    name: 'unread-line',
    caption: 'What came while one was reading above, and the way to it',
    frame: 'box',
    rightToLeft: true,
    forcedColours: true,
    show: async stage => {
      await goUp(stage)
      const pill = await stage.wait('[part~=jump-latest]')
      const before = pill.textContent
      stage.talk.theirs('The wall is solid brick.')
      stage.talk.answer('Then one is enough.')
      await stage.until(() => pill.textContent !== before, 'the count')
      const box = await stage.wait('.messages')
      box.scrollTop = box.scrollHeight - box.clientHeight - 120
      await stage.wait('.unread')
      // Rows were measured on the way, so that the place is another by now.
      await stage.still()
      ;(await stage.wait('.unread')).scrollIntoView({ block: 'center' })
    },
  },
  { name: 'jump-to-latest', caption: 'The way back to the end', frame: 'box', show: goUp },
  {
    name: 'composer-long',
    caption: 'The composer grows with its text',
    frame: 'box',
    show: async stage => {
      await asked(stage)
      await stage.write('[part~=input]', `${question}\n\nMy boiler is from 2009.\nThe car is charged at night.`)
    },
  },
  {
    name: 'header-menu',
    caption: 'Menu of the conversation',
    frame: 'box',
    rightToLeft: true,
    show: async stage => {
      await asked(stage)
      await stage.press('header.menu')
      await stage.wait('[role=menuitem]')
    },
  },
  {
    name: 'summary-mark',
    caption: 'Where the conversation was summarised',
    frame: 'box',
    show: async stage => {
      await summarised(stage)
    },
  },
  {
    name: 'summary',
    caption: 'What the summary says',
    frame: 'box',
    rightToLeft: true,
    show: async stage => {
      await summarised(stage)
      ;(await stage.wait('summary.mark')).click()
      await stage.until(() => stage.find('.summary')?.clientHeight, 'the text')
    },
  },
  {
    name: 'summary-editor',
    caption: 'The summary is edited',
    frame: 'box',
    show: async stage => {
      await summarised(stage)
      ;(await stage.wait('summary.mark')).click()
      await stage.press('mark.editSummary')
      await stage.wait('.summary textarea')
    },
  },
]

const summarised = async (stage: Stage): Promise<void> => {
  const { talk } = stage
  talk.mine(question)
  const { seq } = talk.answer('About £280 a year.')
  talk.mine('And in a flat?')
  talk.answer('About a third of that.')
  stage.server.world.putSummary(talk.row, null, {
    id: '00000000-0000-7000-9000-00000000f001',
    threadId: talk.row.thread.id,
    version: 0,
    fromSeq: 1,
    toSeq: seq,
    messages: 2,
    text: 'They asked what the night tariff saves: about **£280 a year**, most of it by hot water.',
    state: 'current',
    authorId: null,
    createdAt: Date.now(),
    updatedAt: Date.now(),
  })
  await stage.show()
  await stage.wait('summary.mark')
}
