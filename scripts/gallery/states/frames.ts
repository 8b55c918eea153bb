import type { GalleryState } from '../gallery-state.ts'
import { answer, prompts, question } from '../sample-texts.ts'
import type { Stage } from '../stage.ts'

/** Two turns of one's own. */
const talkOf = ({ talk }: Stage): void => {
  talk.mine(question)
  talk.answer(answer)
  talk.mine('And in a flat?')
  talk.answer('In a flat the boiler is smaller, so it is about a third of that.')
}

/** More conversations for the list; with `unread` those of others are not read yet. */
const others = ({ server, talk }: Stage): void => {
  for (const title of [
    'Radiators that are large enough',
    'Direct debit on the 28th',
    'Solar: what the roof could give',
  ])
    server.world.createThread(talk.me, title)
}

const greeting = async (stage: Stage) => {
  stage.bare().prompts = prompts
  await stage.wait('[part~=prompt]')
}

export const frames: readonly GalleryState[] = [
  {
    name: 'launcher',
    caption: 'Closed popup: the launcher',
    frame: 'popup',
    forcedColours: true,
    show: async stage => {
      stage.bare().open = false
      await stage.wait('[part~=launcher]')
    },
  },
  {
    name: 'launcher-unread',
    caption: 'Launcher with a badge: conversations with something new',
    frame: 'popup',
    rightToLeft: true,
    show: async stage => {
      others(stage)
      stage.bare().open = false
      await stage.wait('[part~=badge]')
    },
  },
  {
    name: 'popup-empty',
    caption: 'Popup, an empty conversation with starter prompts',
    frame: 'popup',
    rightToLeft: true,
    forcedColours: true,
    show: greeting,
  },
  {
    name: 'popup-conversation',
    caption: 'Popup, a conversation',
    frame: 'popup',
    show: async stage => {
      talkOf(stage)
      await stage.show()
    },
  },
  {
    name: 'page',
    caption: 'Page layout: the list stands beside the conversation',
    frame: 'page',
    rightToLeft: true,
    forcedColours: true,
    show: async stage => {
      talkOf(stage)
      others(stage)
      await stage.show()
    },
  },
  {
    name: 'page-rail',
    caption: 'From 600 px: the list is a rail',
    frame: 'box',
    only: 'desktop',
    show: async stage => {
      talkOf(stage)
      await stage.show()
    },
  },
  {
    name: 'page-unfolded',
    caption: 'From 600 px: the list, unfolded',
    frame: 'box',
    only: 'desktop',
    show: async stage => {
      talkOf(stage)
      others(stage)
      await stage.show()
      await stage.press('sidebar.show')
      await stage.wait('[part~=thread-item]')
    },
  },
  {
    name: 'drawer',
    caption: 'Below 600 px: the list is a drawer',
    frame: 'page',
    only: 'phone',
    rightToLeft: true,
    show: async stage => {
      talkOf(stage)
      others(stage)
      await stage.show()
      ;(await stage.wait('.sidebar-button')).click()
      await stage.wait('[part~=thread-item]')
    },
  },
  {
    name: 'load-failed',
    caption: 'The panel could not be loaded',
    frame: 'box',
    show: async stage => {
      const broken = () => {
        throw new Error('nothing works')
      }
      stage.bare({}, { ...stage.talk.chat, connect: broken })
      await stage.wait('.failed')
    },
  },
  {
    name: 'fault',
    caption: 'A part could not be drawn: the error boundary',
    frame: 'box',
    rightToLeft: true,
    forcedColours: true,
    show: async stage => {
      await stage.show()
      const header = (await stage.wait('chat-thread-header')) as HTMLElement & {
        render(): unknown
        requestUpdate(): void
      }
      header.render = () => {
        throw new Error('a fault of the widget')
      }
      header.requestUpdate()
      await stage.wait('[part~=error]')
    },
  },
]
