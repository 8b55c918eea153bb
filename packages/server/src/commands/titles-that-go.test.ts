import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Scene, setScene } from '../testing/command-cases/scene.ts'
import { openTempStore } from '../testing/open-temp-store.ts'
import { openTestRoom, type TestRoom } from '../testing/test-room.ts'

let room: TestRoom
let scene: Scene
beforeEach(async () => {
  room = await openTestRoom(await openTempStore())
  scene = await setScene(room)
})
afterEach(() => room.close())

/** A thread that is called after its first message. */
const begun = async (text: string) => {
  const { thread, message, answer } = await scene.act('createThread', { message: { text } })
  await scene.end(answer)
  return { thread: thread.id, message: message?.id ?? '', title: thread.title }
}
const titleOf = async (thread: string) => (await room.store.getThread(thread))?.title

test('ST8 who deletes a first message takes the title back that was made of it', async () => {
  const { thread, message, title } = await begun('# My number is 0731 123456\nCall me.')
  expect(title).toBe('My number is 0731 123456')
  await scene.act('deleteMessage', { message })
  expect(await titleOf(thread)).toBeNull()
})

test('ST8 a title that somebody gave stays when a message goes', async () => {
  const { thread, message } = await begun('How do ships float?')
  await scene.act('updateThread', { thread, title: 'Ships' })
  await scene.act('deleteMessage', { message })
  expect(await titleOf(thread)).toBe('Ships')
})

test('ST8 a title goes with the message that it was made of before that was edited', async () => {
  const { thread, message } = await begun('My number is 0731 123456')
  const { answer } = await scene.act('editMessage', { message, text: 'How do ships float?' })
  await scene.end(answer)
  expect(await titleOf(thread)).toBe('My number is 0731 123456')
  await scene.act('deleteMessage', { message })
  expect(await titleOf(thread)).toBeNull()
})
