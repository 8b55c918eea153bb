import { type CommandName, commands, commonErrors, type Problem, problem } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import type { TestRoom } from '../test-room.ts'
import { resultCases } from './command-cases.ts'
import { refusalCases } from './refusal-cases.ts'
import { type Scene, setScene } from './scene.ts'

/** What a door said: a command's result, or a problem. */
export type DoorAnswer = { readonly result: unknown } | { readonly problem: Problem }

/** One way into the server, as a client sees it. */
export interface Door {
  run(token: string, command: CommandName, args: Record<string, unknown>, commandId?: string): Promise<DoorAnswer>
  close(): Promise<void>
}

/** A room on a store of its own, and a door of it. */
export interface RoomWithDoor {
  readonly room: TestRoom
  readonly door: Door
}

const resultOf = (answer: DoorAnswer): unknown => ('result' in answer ? answer.result : answer)
const problemOf = (answer: DoorAnswer): unknown => ('problem' in answer ? answer.problem : answer)

/** What every door must do with every command: the same results and the same refusals (CV9, SE10, RT11). */
export const doorContract = (name: string, open: () => Promise<RoomWithDoor>): void => {
  const within = async (body: (place: RoomWithDoor) => Promise<void>): Promise<void> => {
    const place = await open()
    try {
      await body(place)
    } finally {
      await place.door.close()
      await place.room.close()
    }
  }

  const arrange = async (room: TestRoom, scene: Scene, before?: (scene: Scene) => Promise<unknown>): Promise<void> => {
    await before?.(scene)
    room.answers.begun.length = 0
    room.announced.length = 0
  }

  describe(`commands over ${name}`, () => {
    for (const { name, command, answer, before, args, result, asks } of resultCases) {
      it(`CV2 ${name}`, () =>
        within(async ({ room, door }) => {
          const scene = await setScene(room, answer)
          await arrange(room, scene, before)
          const expected = result(scene)
          const first = resultOf(await door.run(scene.owner.token, command, args(scene), 'command-1'))
          expect(first).toMatchObject(expected)
          commands[command].result.parse(first)
          expect(room.answers.begun).toHaveLength(asks ? 1 : 0)

          const again = resultOf(await door.run(scene.owner.token, command, args(scene), 'command-1'))
          expect(again).toEqual(first)
          expect(room.answers.begun).toHaveLength(asks ? 1 : 0)
        }))
    }

    for (const { name, command, answer, before, args, by, code, problem: more } of refusalCases) {
      it(`CV9 refuses ${name}`, () =>
        within(async ({ room, door }) => {
          const scene = await setScene(room, answer)
          await arrange(room, scene, before)
          const { token } = by === 'stranger' ? scene.stranger : scene.owner
          const refused = problemOf(await door.run(token, command, args(scene), 'command-1'))
          expect(refused).toMatchObject({ code, ...more?.(scene) })
          expect([...commonErrors, ...commands[command].errors]).toContain(code)
          expect(problem.parse(refused).traceId).toMatch(/^[0-9a-f]{32}$/)
          expect(room.answers.begun).toEqual([])
          expect(room.announced).toEqual([])
        }))
    }

    it('RT11 refuses a command id that was used for another body', () =>
      within(async ({ room, door }) => {
        const { owner, thread } = await setScene(room)
        await door.run(owner.token, 'sendMessage', { thread, text: 'One' }, 'command-1')
        const refused = await door.run(owner.token, 'sendMessage', { thread, text: 'Two' }, 'command-1')
        expect(problemOf(refused)).toMatchObject({ code: 'idempotency_mismatch' })
      }))

    it('RT11 a refusal that time has lifted is tried again under the same id', () =>
      within(async ({ room, door }) => {
        const { owner, thread, act } = await setScene(room)
        await act('updateThread', { thread, archived: true })
        const args = { thread, text: 'Hello' }
        expect(problemOf(await door.run(owner.token, 'sendMessage', args, 'command-1'))).toHaveProperty('code')
        await act('updateThread', { thread, archived: false })
        const sent = resultOf(await door.run(owner.token, 'sendMessage', args, 'command-1'))
        expect(sent).toMatchObject({ message: { commandId: 'command-1' } })
      }))

    it('RT11 what was done before its thread was archived is answered again after it', () =>
      within(async ({ room, door }) => {
        const { owner, thread, act } = await setScene(room)
        const args = { thread, text: 'Hello' }
        const first = await door.run(owner.token, 'sendMessage', args, 'command-1')
        await act('updateThread', { thread, archived: true })
        expect(await door.run(owner.token, 'sendMessage', args, 'command-1')).toEqual(first)
      }))

    it('SE10 refuses a command id of another form', () =>
      within(async ({ room, door }) => {
        const { owner, thread } = await setScene(room)
        const refused = await door.run(owner.token, 'sendMessage', { thread, text: 'Hello' }, 'a b')
        expect(problemOf(refused)).toHaveProperty('code', expect.stringMatching(/^invalid_(request|frame)$/))
      }))
  })
}
