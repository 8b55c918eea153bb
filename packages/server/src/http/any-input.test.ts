import { type CommandDefinition, commands, problem } from '@chat-view/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scene, setScene } from '../testing/command-cases/scene.ts'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'

let http: HttpRoom
let scene: Scene

beforeAll(async () => {
  http = await openHttpRoom()
  scene = await setScene(http.room)
})
afterAll(() => http[Symbol.asyncDispose]())

const all = Object.values<CommandDefinition>(commands)
const names = [...new Set(all.flatMap(({ args }) => Object.keys(args.shape))), '__proto__', 'constructor']
const odd = ['', '\u0000', '\ud83d', '..', '%', 'x'.repeat(300), '0190d5a8-7b9c-7def-8abc-0123456789ab', "';--"]
const body = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.constantFrom(...odd)))
const place = fc.oneof(fc.constantFrom('thread', 'question', 'answer'), fc.constantFrom(...odd.filter(Boolean)))

test('SE10 whatever is sent, the answer is a result or a problem that tells what was wrong', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), body, place, async ({ http: { method, path } }, json, where) => {
      const id = Object.hasOwn(scene, where) ? scene[where as 'thread'] : where.toWellFormed()
      const target = path.replace(/\{\w+\}/, encodeURIComponent(id))
      const response = await http.ask(target, { method, token: scene.owner.token, json })
      const answer: unknown = await response.json()
      if (response.status < 300) return
      expect(problem.parse(answer).code).not.toBe('internal')
      expect(response.status).toBeLessThan(500)
    }),
    { numRuns: 150 },
  )
}, 60_000)
