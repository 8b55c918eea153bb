import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, findAll, until } from '../../testing/chat-page.ts'
import { runAxe } from '../../testing/run-axe.ts'
import type { ChatView } from '../chat-view/chat-view.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('<chat-usage>', () => {
  let page: ChatPage
  const named = (view: ChatView, selector: string, name: string) =>
    until(() => findAll(view, selector).find(({ textContent }) => textContent?.trim() === name), name)
  const open = async (attributes = {}): Promise<ChatView> => {
    document.head.append(calm)
    document.documentElement.lang = 'en'
    const view = page.view({ layout: 'page', ...attributes })
    const button = await named(view, '.end button', 'Your data')
    button.focus()
    button.click()
    ;(await named(view, '[role=menuitem]', 'Your usage')).click()
    await until(() => find<HTMLDialogElement>(view, 'dialog')?.open, 'the dialog')
    return view
  }
  const dialog = (view: ChatView) => find(view, 'dialog')?.textContent?.replace(/\s+/g, ' ').trim() ?? ''

  beforeEach(() => {
    page = new ChatPage()
    const resetsAt = Date.now() + 86_400_000 * 2 + 60_000
    page.server.usage = {
      ...page.server.usage,
      calls: 1_204,
      input: 48_000,
      output: 9_100,
      cached: 1_000,
      cost: 1_250_000,
      estimated: 1,
      limits: [
        { scope: 'user', unit: 'messages', period: 'day', limit: 50, used: 42, reserved: 0, resetsAt, warning: true },
        {
          scope: 'user',
          unit: 'money',
          period: 'month',
          limit: 2_000_000,
          used: 2_000_000,
          reserved: 0,
          resetsAt,
          warning: true,
        },
        {
          scope: 'project',
          unit: 'tokens',
          period: 'month',
          limit: 1_000_000,
          used: 0,
          reserved: 0,
          resetsAt,
          warning: false,
        },
      ],
    }
  })
  afterEach(async () => {
    calm.remove()
    await page.close()
  })

  it('AI7 shows what was used this month, and each limit with how far it is used', async () => {
    const view = await open()
    await until(() => dialog(view).includes('1,204'), 'the figures')
    expect(dialog(view)).to.contain('Tokens sent48,000').and.contain('$1.25').and.contain('of 1 call')
    const limits = findAll(view, '.limit').map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim())
    expect(limits[0]).to.contain('50 messages · per day · for you 42 used, 84%').and.contain('in 2 days')
    expect(limits[1]).to.contain('$2.00 · per month · for you $2.00 used, 100%')
    expect(limits[2]).to.contain('1,000,000 tokens · per month · for everyone here').and.not.contain('0%')
    await sendKeys({ press: 'Escape' })
    await until(() => find(view, 'chat-usage') === null, 'its end')
    expect(deepActiveElement()?.textContent?.trim()).to.equal('Your data')
  })

  it('UX6 says why it cannot be had, and tries again', async () => {
    page.server.refuse({ code: 'overloaded', only: '/v1/usage' })
    page.server.usage = { ...page.server.usage, limits: [] }
    const view = await open()
    ;(await named(view, 'dialog button', 'Retry')).click()
    await until(() => dialog(view).includes('Nothing is limited.'), 'the figures')
    expect(find(view, 'dialog')?.contains(deepActiveElement())).to.equal(true)
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing in it, ${theme}`, async () => {
      const view = await open({ theme })
      await until(() => dialog(view).includes('1,204'), 'the figures')
      expect(await runAxe(view)).to.deep.equal([])
    })
})
