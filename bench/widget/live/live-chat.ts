import type { Page } from 'playwright'
import { buildWidget } from '../../../scripts/build-widget.ts'
import { BenchProcess } from '../../harness/bench-process.ts'
import { tempFolder } from '../../harness/temp-folder.ts'
import { projectKey, seedPeople } from '../../seed/people.ts'
import { databaseIn, startChatView } from '../../servers/chat-view.ts'
import { BenchPage, benchBrowser, type Profile } from '../bench-browser.ts'
import { bundleOf, openPageSite, pageOf } from '../page-site.ts'
import type { Probe } from './probe-page.ts'

const providerProgram = new URL('../../servers/provider.ts', import.meta.url)

/** What the probe of a page has set. */
export interface ProbedPage {
  readonly probe: Probe
}

/** A page of the site: the built widget, the shell that it is compared with, or a field alone. */
export type LivePage = 'widget' | 'shell' | 'field'

/** The built widget in a page of its host, a real server, a provider that keeps a pace, and a browser. */
export interface LiveChat extends AsyncDisposable {
  /** The address of the script that a page waits for. */
  readonly scripts: Readonly<Record<'widget' | 'shell', string>>
  /** Opens a page with nothing cached; the CPU is as slow as the profile says, unless told. */
  open(which: LivePage, profile: Profile, slow?: number): Promise<BenchPage>
}

/** The pages of the host, whose origin the server must know before it starts. */
const pagesFor = async (widget: string): Promise<Record<string, string>> => {
  const probe = `<script>${await bundleOf(new URL('./probe-page.ts', import.meta.url))}</script>`
  return {
    '/widget': pageOf(
      `${probe}<script type="module" src="${widget}"></script>`,
      `<chat-view project="${projectKey}" layout="inline" locale="en"></chat-view>`,
    ),
    '/shell': pageOf(`${probe}<script type="module" src="/shell.js"></script>`),
    '/shell.js': await bundleOf(new URL('./shell-page.ts', import.meta.url)),
    '/field': pageOf(probe, '<textarea></textarea>'),
  }
}

/** Starts all of it; the widget is built where it is not. */
export const liveChat = async (): Promise<LiveChat> => {
  await buildWidget()
  await using started = new AsyncDisposableStack()
  const folder = started.use(await tempFolder())
  const files: Record<string, string> = {}
  const { origin } = started.use(await openPageSite(files))
  await seedPeople(databaseIn(folder.path), 1, 0, [origin])
  const provider = started.use(new BenchProcess(providerProgram, { core: 'load' }))
  const { process, port } = await startChatView(folder.path, {
    AI_PROVIDER: 'openai',
    AI_MODEL: 'bench-1',
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: `http://127.0.0.1:${await provider.ask<number>('port')}/v1`,
  })
  started.use(process)
  const widget = `http://127.0.0.1:${port}/chat-view.js`
  Object.assign(files, await pagesFor(widget))
  const browser = await benchBrowser()
  started.defer(() => browser.close())
  const all = started.move()
  return {
    scripts: { widget, shell: `${origin}/shell.js` },
    async open(which, profile, slow) {
      const opened = await BenchPage.open(browser, profile, slow)
      await opened.page.goto(`${origin}/${which}`)
      return opened
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** Asks a question, and waits until the answer has begun to come. */
export const askAndAwait = async (page: Page): Promise<void> => {
  const field = page.locator('textarea')
  await field.fill('Go on, please.')
  await field.press('Enter')
  await page.waitForFunction(() => (globalThis as unknown as ProbedPage).probe.packets() > 2)
}
