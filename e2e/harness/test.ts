import { type ServerProcess, startServerProcess } from '@chat-view/server/testing'
import { screenMatchers } from '@chat-view/widget/testing'
import { test as base, expect as baseExpect, type Page } from '@playwright/test'
import { ChatScreen } from './chat-screen.ts'
import { Operator } from './operator.ts'
import { Rest } from './rest.ts'
import { roomy } from './roomy.ts'

/** The id of the thread that a whole page shows, from its address. */
export const threadOf = (page: Page): string => new URL(page.url()).pathname.split('/')[4] ?? ''

/** The visitor of a page, over HTTP: signs in with the proof that the page keeps. */
export const visitorOf = async (page: Page, server: string, project = 'pk_demo'): Promise<Rest> => {
  const visitor = await page.evaluate(() => {
    const name = Object.keys(localStorage).find(key => key.endsWith(':visitor'))
    return name ? localStorage.getItem(name) : null
  })
  if (!visitor) throw new Error('The page keeps no visitor')
  return Rest.signIn(server, { project, visitor })
}

interface WorkerFixtures {
  /** What the server's environment has beyond the defaults; a file that sets it has a server of its own. */
  readonly environment: Readonly<Record<string, string>>
  readonly server: ServerProcess
  readonly operator: Operator
}

/** Tests with a server that the journeys of one worker share, an operator of it, and the chat on the test's page. */
export const test = base.extend<{ readonly chat: ChatScreen }, WorkerFixtures>({
  environment: [{}, { option: true, scope: 'worker' }],
  server: [
    async ({ environment }, use) => {
      await using server = await startServerProcess({ ...roomy, ...environment })
      await use(server)
    },
    { scope: 'worker' },
  ],
  operator: [
    async ({ server, environment }, use) => use(await Operator.of(server, environment.DATABASE_URL)),
    { scope: 'worker' },
  ],
  chat: async ({ page }, use) => use(new ChatScreen(page)),
})

/** With the matchers that the widget ships. */
export const expect = baseExpect.extend(screenMatchers)

export { chatPage } from './page-address.ts'
export { roomy }
