import { expect } from 'chai'
import { ChatPage, find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { runAxe } from '../../testing/run-axe.ts'
import type { ChatView } from './chat-view.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

for (const theme of ['light', 'dark'] as const) {
  describe(`axe, ${theme}`, () => {
    let page: ChatPage
    beforeEach(() => {
      page = new ChatPage({ answer: () => '## What it saves\n\nWarm rooms, **smaller** bills.' })
      document.head.append(calm)
      document.documentElement.lang = 'en'
    })
    afterEach(async () => {
      calm.remove()
      await page.close()
    })

    const ready = async (view: ChatView): Promise<ChatView> => {
      await until(() => find(view, '[part~=input]'), 'the input')
      await nextFrame()
      return view
    }
    const settled = async (view: ChatView): Promise<void> => {
      await until(() => findAll(view, '*').every(element => element.getAnimations().length === 0), 'the end of motion')
    }
    const threads = async () => {
      const chat = page.chat()
      for (const question of ['One?', 'Two?']) await chat.thread().send(question).done
      return chat
    }

    it('UX1 finds nothing in the closed and in the open popup', async () => {
      const view = page.view({ layout: 'popup', theme })
      expect(await runAxe(view)).to.deep.equal([])
      view.show()
      await ready(view)
      await settled(view)
      expect(await runAxe(view)).to.deep.equal([])
    })

    it('UX1 finds nothing in the page with threads, an open menu, a field and a question', async () => {
      const view = await ready(page.view({ layout: 'page', theme }, await threads()))
      const menu = (): void => find(view, '[part~=thread-list] [part~=thread-menu]')?.click()
      const choose = (name: string): void =>
        findAll(view, '[role=menuitem]')
          .find(({ textContent }) => textContent?.trim() === name)
          ?.click()
      await until(() => findAll(view, '.open-thread').length === 2, 'the threads')
      expect(await runAxe(view), 'the list').to.deep.equal([])
      menu()
      await until(() => find(view, '[role=menu]'), 'the menu')
      expect(await runAxe(view), 'the menu').to.deep.equal([])
      choose('Rename')
      const field = await until(() => find(view, 'input.rename'), 'the field')
      expect(await runAxe(view), 'the field').to.deep.equal([])
      field.blur()
      await until(() => find(view, 'input.rename') === null, 'the row')
      menu()
      await until(() => find(view, '[role=menu]'), 'the menu')
      choose('Delete')
      await until(() => find(view, 'dialog[open]'), 'the question')
      expect(await runAxe(view), 'the question').to.deep.equal([])
    })

    it('UX1 finds nothing in the drawer, the rail, and without a connection', async () => {
      const view = await ready(page.view({ layout: 'inline', theme }, await threads()))
      view.parentElement?.style.setProperty('inline-size', '700px')
      await until(() => find(view, '.rail'), 'the rail')
      expect(await runAxe(view), 'the rail').to.deep.equal([])
      view.parentElement?.style.setProperty('inline-size', '400px')
      ;(
        await until(
          () => find(view, 'chat-thread-header')?.shadowRoot?.querySelector<HTMLElement>('.sidebar-button'),
          'the button',
        )
      ).click()
      await until(() => find(view, '.drawer:not([hidden])'), 'the drawer')
      await settled(view)
      expect(await runAxe(view), 'the drawer').to.deep.equal([])
      find(view, '.backdrop')?.click()
      page.server.kill()
      await until(() => find(view, '[part~=reconnect]'), 'the strip')
      await settled(view)
      expect(await runAxe(view), 'the strip').to.deep.equal([])
    })
  })
}
