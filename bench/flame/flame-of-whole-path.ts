import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BenchProcess } from '../harness/bench-process.ts'
import { words } from '../harness/number-words.ts'
import { askingProvider } from '../harness/openai-env.ts'
import { nowMicros } from '../harness/stamped-piece.ts'
import { tempFolder } from '../harness/temp-folder.ts'
import { freshAskers, samplePath } from '../harness/whole-path.ts'
import { seedPeople } from '../seed/people.ts'
import { databaseIn, startChatView } from '../servers/chat-view.ts'
import { drawFlame } from './draw-flame.ts'
import { childOf, flameNode } from './flame-node.ts'
import { type CpuProfile, foldProfile, type TimeWindow } from './fold-profile.ts'

const providerProgram = new URL('../servers/provider.ts', import.meta.url)

/** Enough for a busy server, and few enough that it keeps the pace while it is profiled. */
const streams = 100

export interface FlameOptions {
  /** Of the profile. */
  readonly seconds: number
  /** Where the picture goes. */
  readonly file: string
  readonly log: (line: string) => void
}

/** Leaves the profiles of all threads in a folder; answers which part of their time counts. */
const profile = async (profiles: string, { seconds, log }: FlameOptions): Promise<TimeWindow> => {
  await using folder = await tempFolder()
  const fresh = freshAskers(await seedPeople(databaseIn(folder.path), 1, streams * 2))
  await using provider = new BenchProcess(providerProgram, { core: 'load' })
  const env = askingProvider(await provider.ask<number>('port'))
  const { process: server, port } = await startChatView(folder.path, env, profiles)
  await using ours = server
  // A round that does not count: code that has not run yet is slow.
  await samplePath(ours, port, fresh(streams), seconds / 2, false)
  const sample = await samplePath(ours, port, fresh(streams), seconds, false)
  // Profiles are written in the same clock.
  const to = nowMicros()
  for (const fault of sample.faults) log(fault)
  log(`CPU ${words(sample.cpuShare * 100)} %, chunk p99 ${words(sample.chunkP99)} ms`)
  return { from: to - seconds * 1_000_000, to }
}

/** The thread's number in a profile's name, `CPU.<date>.<time>.<pid>.<thread>.<number>.cpuprofile`; 0 is the main thread. */
const threadOf = (name: string): number => Number(name.split('.').at(-3))

/** Profiles the server of S5, all its threads, while answers stream through it, and draws where its busy time goes. */
export const flameOfWholePath = async (options: FlameOptions): Promise<void> => {
  await using folder = await tempFolder()
  const window = await profile(folder.path, options)
  const all = flameNode('the server', 'engine')
  for (const name of (await readdir(folder.path)).sort((a, b) => threadOf(a) - threadOf(b))) {
    const written = JSON.parse(await readFile(join(folder.path, name), 'utf8')) as CpuProfile
    const thread = threadOf(name)
    const node = childOf(all, thread === 0 ? 'main thread' : `thread ${thread}`, 'engine')
    foldProfile(written, node, window)
    all.time += node.time
    options.log(`${node.name}: busy ${words((node.time / (window.to - window.from)) * 100)} % of the time`)
  }
  if (all.time === 0) throw new Error('The profiles hold nothing of that time')
  const title = `S5: provider over HTTP → parse → log → socket, ${streams} streams of 50 chunks/s: share of the busy time of all threads`
  await mkdir(dirname(options.file), { recursive: true })
  await writeFile(options.file, drawFlame(all, title))
}
