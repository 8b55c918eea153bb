import { expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

const node = (program: string, more: { limit?: number; env?: Record<string, string> } = {}) =>
  runCommand({ program: 'node', args: ['--eval', program], ...more })

it('DX6 keeps both streams of a command, and says how it ended', async () => {
  expect(await node("console.log('out'); console.error('err')")).toMatchObject({ ok: true })
  const failed = await node("console.log('out'); console.error('err'); process.exitCode = 3")
  expect(failed.ok).toBe(false)
  expect(failed.output.split('\n').sort()).toEqual(['err', 'out'])
})

it("DX6 runs commands on the project's own Node, with the environment given", async () => {
  const { output } = await node('console.log(process.versions.node.split(".")[0], process.env.EXAMPLE)', {
    env: { EXAMPLE: 'given' },
  })
  expect(output).toBe(`${process.versions.node.split('.')[0]} given`)
})

it('DX6 ends a command that hangs, also when its children live on', async () => {
  const hanging =
    "require('node:child_process').spawn('sleep', ['2'], { stdio: 'inherit' }); setInterval(() => {}, 9999)"
  const { ok, output } = await node(hanging, { limit: 100 })
  expect(ok).toBe(false)
  expect(output).toContain('ended after 0.1 s')
})

it('DX6 does not wait for what a command has left behind', async () => {
  const leaving =
    "require('node:child_process').spawn('sleep', ['30'], { stdio: 'inherit', detached: true }).unref(); console.log('out')"
  // Waiting for it would end by the limit, and that is not ok.
  const { ok, output } = await node(leaving, { limit: 25_000 })
  expect({ ok, output }).toEqual({ ok: true, output: 'out' })
})

it('DX6 tells that a program is missing', async () => {
  const { ok, output } = await runCommand({ program: 'no-such-program', args: [] })
  expect(ok).toBe(false)
  expect(output).toContain('no-such-program')
})
