import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChunkGraph, loadedWith } from '../scripts/bundle/chunk-graph.ts'
import { isForFirstOpen } from '../scripts/bundle/first-open.ts'
import { repository } from '../scripts/process/repository.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { expect, test } from './harness/test.ts'

/** Says what an answer does where its first words are long in coming: no part of one that comes at once. */
const slow = /define-step/

test('UX3 a first conversation asks for what the size of the open panel counts, and for nothing else', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const graph: ChunkGraph = JSON.parse(
    readFileSync(join(repository, 'node_modules/.cache/chat-view/chunk-graph.json'), 'utf8'),
  )
  // What is fetched in idle time comes after it: here no time is idle.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  const asked = new Set<string>()
  page.on('request', request => {
    const { pathname } = new URL(request.url())
    if (request.resourceType() === 'script') asked.add(pathname.slice(1))
  })
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, `<chat-view project="${key}" layout="popup" locale="en"></chat-view>`))
  await page.goto(site.origin)
  await chat.button('Open chat').click()
  await chat.ask('Hello')
  const answer = await chat.untilComplete()
  await expect(chat.textOf(answer)).not.toBeEmpty()

  const files = [...asked].filter(file => !graph[file]?.wanted.some(module => slow.test(module)))
  expect(files.toSorted()).toEqual(loadedWith(graph, 'chat-view.js', isForFirstOpen).toSorted())
})

test('UX3 once the conversation rests, what it could do without is fetched', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, `<chat-view project="${key}" layout="popup" locale="en"></chat-view>`))
  await page.goto(site.origin)
  await chat.button('Open chat').click()
  await chat.ask('Hello')
  await chat.untilComplete()
  await expect(chat.part('message-actions').first()).toBeAttached()
})
