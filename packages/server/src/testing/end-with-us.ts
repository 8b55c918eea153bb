import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Kills a process that we started when ours exits before it: an interrupted run leaves no server behind. */
export const endWithUs = <T extends ChildProcess>(child: T): T => {
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}
