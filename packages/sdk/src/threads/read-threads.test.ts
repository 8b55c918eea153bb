import { expect, it, vi } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { chatFixture } from '../testing/chat-fixture.ts'

it('DX1 an export whose code could not be loaded fails as network, and is tried again', async () => {
  vi.doMock('./export-thread.ts', () => {
    throw new Error('no network')
  })
  await using fixture = chatFixture()
  const chat = fixture.open()
  const thread = chat.thread()
  thread.send('One')
  await fixture.pass()
  const id = thread.id ?? ''
  // What reads threads is here already, what writes them as a text is not.
  await chat.threads.get(id)
  const failed = await chat.threads.export(id, { format: 'markdown' }).catch(error => error)
  expect(failed).toBeInstanceOf(ChatError)
  expect(failed).toMatchObject({ code: 'network', next: 'retry' })
  vi.doUnmock('./export-thread.ts')
  expect(await chat.threads.export(id, { format: 'markdown' })).toContain('One')
})
