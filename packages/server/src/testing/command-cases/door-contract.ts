import { type CommandName, commands, commonErrors, type Problem, problem } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import type { TestRoom } from '../test-room.ts'
import { claimRefusals, linkRefusals } from './carried-word-refusals.ts'
import { type RefusalCase, type ResultCase, resultCases } from './command-cases.ts'
import { claimCases, linkCases, peopleCases } from './people-cases.ts'
import { peopleRefusals } from './people-refusals.ts'
import { refusalCases } from './refusal-cases.ts'
import { type Scene, setScene } from './scene.ts'
import { summaryCases, summaryRefusals } from './summary-cases.ts'
import { toolCases } from './tool-cases.ts'
import { toolRefusals } from './tool-refusals.ts'

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

  const does = ({ by, command, answer, before, args, result, asks }: ResultCase) =>
    within(async ({ room, door }) => {
      const scene = await setScene(room, answer)
      await arrange(room, scene, before)
      const { token } = scene[by ?? 'owner']
      const given = await args(scene)
      const expected = result(scene)
      const first = resultOf(await door.run(token, command, given, 'command-1'))
      expect(first).toMatchObject(expected)
      commands[command].result.parse(first)
      expect(room.answers.begun).toHaveLength(asks ? 1 : 0)

      const again = resultOf(await door.run(token, command, given, 'command-1'))
      expect(again).toEqual(first)
      expect(room.answers.begun).toHaveLength(asks ? 1 : 0)
    })

  const refuses = ({ by, command, answer, before, args, code, problem: more }: RefusalCase) =>
    within(async ({ room, door }) => {
      const scene = await setScene(room, answer)
      await arrange(room, scene, before)
      const given = await args(scene)
      room.announced.length = 0
      const said = problemOf(await door.run(scene[by ?? 'owner'].token, command, given, 'command-1'))
      expect(said).toMatchObject({ code, ...more?.(scene) })
      expect([...commonErrors, ...commands[command].errors]).toContain(code)
      expect(problem.parse(said).traceId).toMatch(/^[0-9a-f]{32}$/)
      expect(room.answers.begun).toEqual([])
      expect(room.announced).toEqual([])
    })

  describe(`commands over ${name}`, () => {
    for (const row of resultCases) it(`CV2 ${row.name}`, () => does(row))
    for (const row of peopleCases) it(`CV10 ${row.name}`, () => does(row))
    for (const row of linkCases) it(`CV10.2 ${row.name}`, () => does(row))
    for (const row of claimCases) it(`SE2 ${row.name}`, () => does(row))

    for (const row of summaryCases) it(`AI5 ${row.name}`, () => does(row))
    for (const row of toolCases) it(`AI10 ${row.name}`, () => does(row))

    for (const row of refusalCases) it(`CV9 refuses ${row.name}`, () => refuses(row))
    for (const row of peopleRefusals) it(`CV10 refuses ${row.name}`, () => refuses(row))
    for (const row of summaryRefusals) it(`AI5 refuses ${row.name}`, () => refuses(row))
    for (const row of toolRefusals) it(`AI10 refuses ${row.name}`, () => refuses(row))
    for (const row of linkRefusals) it(`CV10.2 refuses ${row.name}`, () => refuses(row))
    for (const row of claimRefusals) it(`SE2 refuses ${row.name}`, () => refuses(row))

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
