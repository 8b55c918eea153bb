import type { AdminProject } from '@chat-view/protocol'
import { expect, it, vi } from 'vitest'
import { newProject } from '../domain/new-project.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { ProjectRates } from './project-rates.ts'

const project = (id: string, socketLimit: string | null, version = 1): AdminProject => ({
  ...newProject({ name: id, settings: { socketLimit } }, id, 1),
  version,
})
const each = (count: number) => expect.objectContaining({ each: { count, windowMs: 60_000 } })
const none = { each: null, all: null }

const rig = (max?: number) => {
  const clock = createFakeClock()
  const stored = new Map<string, AdminProject>()
  const getProject = vi.fn(async (id: string) => stored.get(id) ?? null)
  const rates = new ProjectRates({ store: { getProject }, clock, ...(max === undefined ? {} : { max }) })
  return { clock, stored, getProject, rates }
}

it('SE5 a project that was noted has its own rates at once, and of what was read earlier the later counts', () => {
  const { rates, getProject } = rig()
  rates.note(project('p', '5/1m', 2))
  rates.note(project('p', '9/1m', 1))
  expect(rates.of('p')).toEqual(each(5))
  rates.note(project('p', null, 3))
  expect(rates.of('p')).toEqual(none)
  expect(getProject).not.toHaveBeenCalled()
})

it('SE5 a change of which no word came counts half a minute later, and one of many frames has it read', async () => {
  const { rates, clock, stored, getProject } = rig()
  rates.note(project('p', '5/1m'))
  stored.set('p', project('p', '7/1m', 2))
  clock.advance(29_999)
  expect(rates.of('p')).toEqual(each(5))
  clock.advance(1)
  for (let n = 0; n < 5; n++) expect(rates.of('p')).toEqual(each(5))
  expect(getProject).toHaveBeenCalledTimes(1)
  await vi.waitFor(() => expect(rates.of('p')).toEqual(each(7)))
})

it('RT9 while the store is away the rates that were known hold', async () => {
  const { rates, clock, getProject } = rig()
  rates.note(project('p', '5/1m'))
  getProject.mockRejectedValue(new Error('away'))
  for (let n = 0; n < 3; n++) {
    clock.advance(30_000)
    expect(rates.of('p')).toEqual(each(5))
    await vi.waitFor(() => expect(getProject).toHaveBeenCalledTimes(n + 1))
  }
})

it('SE5 rates of so many projects are kept and no more; one that was given up is read again', async () => {
  const { rates, stored, getProject } = rig(2)
  for (const id of ['a', 'b', 'c']) {
    stored.set(id, project(id, '5/1m'))
    rates.note(project(id, '5/1m'))
  }
  expect(rates.of('a')).toEqual(none)
  await vi.waitFor(() => expect(rates.of('a')).toEqual(each(5)))
  expect(getProject).toHaveBeenCalledTimes(1)
})

it('SE5 the rates of far more projects than talk at once are at hand, and none of their frames costs a read', () => {
  const { rates, getProject } = rig()
  const ids = Array.from({ length: 5_000 }, (_, n) => `p-${n}`)
  for (const id of ids) rates.note(project(id, '5/1m'))
  expect(ids.filter(id => rates.of(id).each?.count !== 5)).toEqual([])
  expect(getProject).not.toHaveBeenCalled()
})
