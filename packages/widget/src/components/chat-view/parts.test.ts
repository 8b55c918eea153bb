import { expect } from 'chai'
import { find, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { exportedParts } from '../exported-parts.ts'

const publicParts: ReadonlySet<string> = new Set(exportedParts.split(','))
const page = document.createElement('style')

/** Parts that are drawn below a root, and whether each element around passes them on to the page. */
const drawnParts = (root: ShadowRoot, around: readonly Element[] = []): ReadonlyMap<string, boolean> => {
  const found = new Map<string, boolean>()
  const note = (part: string, reaches: boolean) => found.set(part, (found.get(part) ?? true) && reaches)
  for (const element of root.querySelectorAll('*')) {
    const passes = (part: string) => around.every(host => host.getAttribute('exportparts')?.split(',').includes(part))
    for (const part of element.part) if (publicParts.has(part)) note(part, passes(part))
    if (element.shadowRoot) for (const entry of drawnParts(element.shadowRoot, [...around, element])) note(...entry)
  }
  return found
}

describe('the parts of <chat-view>', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin({ answer: () => 'Yes, it would.' })
  })
  afterEach(async () => {
    page.remove()
    await talk.close()
    localStorage.clear()
  })
  const root = (): ShadowRoot => talk.view.shadowRoot as ShadowRoot

  it('EM9 a page styles a part from outside, however deep it stands', async () => {
    page.textContent = `
      chat-view::part(panel) { background: rgb(1, 2, 3) }
      chat-view::part(send) { background: rgb(1, 2, 3) }
      chat-view::part(message-user) { background: rgb(1, 2, 3) }
      chat-view::part(code-block) { background: rgb(1, 2, 3) }
      chat-view::part(thread-item) { background: rgb(1, 2, 3) }`
    document.head.append(page)
    talk.mine('Is it worth it?')
    talk.answer('So:\n\n```ts\nconst yes = true\n```\n')
    const view = await talk.show({ layout: 'page' }, { width: 1000, height: 600 })
    for (const part of ['panel', 'send', 'message-user', 'code-block', 'thread-item']) {
      const element = await until(() => find(view, `[part~=${part}]`), part)
      expect(getComputedStyle(element).backgroundColor, part).to.equal('rgb(1, 2, 3)')
    }
  })

  it('EM9 each public part that is drawn reaches the page', async () => {
    const question = talk.mine('Is it worth it?')
    talk.answer('So:\n\n```ts\nconst yes = true\n```\n', { versions: { shown: 1, count: 2 } })
    talk.ended('interrupted', 'cut', 'Half an answer')
    const at = Date.now()
    talk.page.server.world.putSummary(talk.row, null, {
      ...{ id: '00000000-0000-7000-9000-00000000f001', threadId: talk.row.thread.id, version: 0, messages: 1 },
      ...{ fromSeq: 1, toSeq: question.seq, text: 'They asked.', state: 'current', authorId: null },
      ...{ createdAt: at, updatedAt: at },
    })
    const view = await talk.show({ layout: 'page' }, { width: 1000, height: 600 })
    await until(() => find(view, '[part~=thread-item]') && find(view, '[part~=search]'), 'the list')
    await until(() => find(view, '[part~=versions]') && find(view, '.code-block [part~=copy]'), 'the messages')
    ;(await until(() => find(view, '[part~=summary] summary'), 'the mark')).click()
    talk.page.server.kill()
    await until(() => find(view, '[part~=reconnect]'), 'the connection')
    const parts = drawnParts(root())
    expect([...parts.keys()]).to.include.members([
      'message-error',
      'versions',
      'copy',
      'reconnect',
      'thread-menu',
      'summary',
    ])
    expect([...parts].filter(([, reaches]) => !reaches).map(([part]) => part)).to.deep.equal([])
  })
})
