import type { GalleryState } from '../gallery-state.ts'
import { answer, question } from '../sample-texts.ts'
import type { Stage } from '../stage.ts'

const begin = async (stage: Stage): Promise<void> => {
  stage.talk.mine(question)
  stage.talk.answer(answer)
  await stage.show()
}

const openList = async (stage: Stage): Promise<void> => {
  if (document.documentElement.clientWidth < 600) (await stage.wait('.sidebar-button')).click()
  await stage.still()
}

const search =
  (words: string, until: string) =>
  async (stage: Stage): Promise<void> => {
    await begin(stage)
    await openList(stage)
    await stage.write('input[type=search]', words)
    await stage.wait(until)
  }

const people = async (stage: Stage): Promise<void> => {
  const jon = stage.server.sessions.known('jon')
  stage.server.world.user(jon.id, 'known', 'Jon Pell')
  stage.server.world.join(stage.talk.row, jon.id, 'viewer')
  await begin(stage)
  await stage.press('header.menu')
  await stage.press('header.people')
  await stage.wait('dialog[open] .person')
}

/** A diagram that is never done holds up the printer. */
const printing = async (stage: Stage): Promise<void> => {
  stage.talk.mine(question)
  stage.talk.answer(`${answer}\n\n\`\`\`dot\na -> b\n\`\`\`\n`)
  await stage.show()
  const draw = () => new Promise<Node>(() => {})
  Object.assign(stage.view, { markdownPlugins: [{ languages: ['dot'], draw }] })
  await stage.press('header.menu')
  await stage.press('thread.print')
  await stage.wait('iframe')
}

const account = async (stage: Stage): Promise<void> => {
  await begin(stage)
  await openList(stage)
  await stage.press('threads.yourData')
  await stage.wait('[role=menuitem]')
}

export const dialogs: readonly GalleryState[] = [
  {
    name: 'search',
    caption: 'What a search found',
    frame: 'page',
    rightToLeft: true,
    forcedColours: true,
    show: search('night', '.hit mark'),
  },
  { name: 'search-none', caption: 'A search that found nothing', frame: 'page', show: search('zebra', '.found .none') },
  {
    name: 'search-failed',
    caption: 'A search that failed',
    frame: 'page',
    show: async stage => {
      stage.server.refuse({ code: 'store_unavailable', only: '/v1/search', times: 9 })
      await search('night', '.found [role=alert]')(stage)
    },
  },
  {
    name: 'find',
    caption: 'Search within the conversation',
    frame: 'box',
    rightToLeft: true,
    show: async stage => {
      await begin(stage)
      await stage.control('f')
      await stage.wait('input[type=search]')
    },
  },
  {
    name: 'commands',
    caption: 'The command menu',
    frame: 'page',
    rightToLeft: true,
    forcedColours: true,
    show: async stage => {
      await begin(stage)
      await stage.control('k')
      await stage.wait('dialog[open]')
    },
  },
  {
    name: 'shortcuts',
    caption: 'The list of keyboard shortcuts',
    frame: 'page',
    rightToLeft: true,
    show: async stage => {
      await begin(stage)
      await stage.control('/')
      await stage.wait('dialog[open]')
    },
  },
  {
    name: 'printing',
    caption: 'A conversation is made ready for the printer',
    frame: 'page',
    rightToLeft: true,
    forcedColours: true,
    show: printing,
  },
  {
    name: 'people',
    caption: 'People in a conversation',
    frame: 'page',
    rightToLeft: true,
    forcedColours: true,
    show: people,
  },
  { name: 'account', caption: 'One’s own data', frame: 'page', show: account },
  {
    name: 'usage',
    caption: 'What one has used',
    frame: 'page',
    rightToLeft: true,
    show: async stage => {
      const limit = {
        scope: 'user',
        unit: 'messages',
        period: 'day',
        limit: 50,
        used: 42,
        reserved: 0,
        warning: true,
      } as const
      stage.server.usage = {
        ...stage.server.usage,
        calls: 128,
        input: 190_400,
        output: 41_200,
        cached: 22_000,
        cost: 2_310_000,
        limits: [{ ...limit, resetsAt: Date.now() + 10_800_000 }],
      }
      await account(stage)
      await stage.press('usage.title')
      await stage.wait('dialog[open] dl, dialog[open] table, dialog[open] li')
    },
  },
  {
    name: 'erase',
    caption: 'Before everything is erased',
    frame: 'page',
    show: async stage => {
      await account(stage)
      await stage.press('account.erase')
      await stage.wait('dialog[open]')
    },
  },
]
