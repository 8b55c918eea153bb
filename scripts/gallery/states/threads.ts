import type { GalleryState } from '../gallery-state.ts'
import { answer, question } from '../sample-texts.ts'
import type { Stage } from '../stage.ts'

/** A list with all that a row can be: pinned, unread, current, archived. */
const list = async (stage: Stage): Promise<void> => {
  const { server, talk } = stage
  talk.mine(question)
  talk.answer(answer)
  const [pinned, , archived] = [
    'Radiators that are large enough',
    'Direct debit on the 28th',
    'Moving house in January',
  ]
    .map(title => server.world.createThread(talk.me, title))
    .map(row => row.thread.id)
  await talk.chat.threads.pin(pinned ?? '')
  await talk.chat.threads.archive(archived ?? '')
  await stage.show()
  await showList(stage)
}

/** On a phone the list is a drawer. */
const showList = async (stage: Stage): Promise<void> => {
  const narrow = document.documentElement.clientWidth < 600
  if (narrow) (await stage.wait('.sidebar-button')).click()
  await stage.until(() => stage.find('[part~=thread-list]')?.checkVisibility(), 'the list')
  await stage.still()
}

export const threads: readonly GalleryState[] = [
  { name: 'list', caption: 'Pinned, unread and current conversations', frame: 'page', show: list },
  {
    name: 'list-menu',
    caption: 'Menu of a conversation',
    frame: 'page',
    rightToLeft: true,
    forcedColours: true,
    show: async stage => {
      await list(stage)
      await stage.press('thread.menu', { title: 'Radiators that are large enough' })
      await stage.wait('[role=menuitem]')
    },
  },
  {
    name: 'list-rename',
    caption: 'A conversation is renamed in the list',
    frame: 'page',
    show: async stage => {
      await list(stage)
      await stage.press('thread.menu', { title: 'Radiators that are large enough' })
      await stage.press('thread.rename')
      await stage.wait('input.rename')
    },
  },
  {
    name: 'list-archived',
    caption: 'The archived ones, unfolded',
    frame: 'page',
    show: async stage => {
      await list(stage)
      await stage.press('threads.archived')
      await stage.wait('.thread-item.archived')
    },
  },
  {
    name: 'list-empty',
    caption: 'No conversation yet',
    frame: 'page',
    show: async stage => {
      stage.bare({}, stage.page.chat())
      await stage.wait('[part~=input]')
      await showList(stage)
      await stage.wait('.thread-list .none')
    },
  },
  {
    name: 'list-failed',
    caption: 'The list could not be read',
    frame: 'page',
    show: async stage => {
      stage.server.refuse({ code: 'store_unavailable', only: '/v1/threads', times: 50 })
      stage.bare({}, stage.page.chat())
      await stage.wait('[part~=input]')
      await showList(stage)
      await stage.press('threads.archived')
      await stage.wait('.none[role=alert]')
    },
  },
  {
    name: 'delete-question',
    caption: 'Before a conversation is deleted',
    frame: 'page',
    rightToLeft: true,
    forcedColours: true,
    show: async stage => {
      await list(stage)
      await stage.press('thread.menu', { title: 'Radiators that are large enough' })
      await stage.press('thread.delete')
      await stage.wait('dialog[open]')
    },
  },
]
