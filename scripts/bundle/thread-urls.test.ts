import { expect, it } from 'vitest'
import { renameThreadUrls } from './thread-urls.ts'

it('DX4 a worker thread is found beside its caller in what ships', () => {
  expect(renameThreadUrls("new Worker(new URL('./writer-thread.ts', import.meta.url))")).toBe(
    "new Worker(new URL('./writer-thread.js', import.meta.url))",
  )
})

it('DX4 leaves other URLs as they are', () => {
  const code = "new URL('./page.html', import.meta.url); new URL('./writer.ts', import.meta.url); '-thread.ts'"
  expect(renameThreadUrls(code)).toBe(code)
})
