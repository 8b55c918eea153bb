import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { canPin } from './cores.ts'

/** The machine in one sentence, and how busy it was with other things. */
export const machine = (): string => {
  const [load = 0] = loadavg()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  const cores = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown CPU'}`
  const held = canPin ? 'servers pinned to core 0, load to the others' : 'nothing pinned (no taskset)'
  return `${cores}, ${memory}, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}; ${held}; load average ${load.toFixed(1)} at the start`
}
