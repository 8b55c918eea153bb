import type { ChildProcess } from 'node:child_process'

/** Kills a process that we started when ours exits before it: an interrupted run leaves no server behind. */
export const endWithUs = <T extends ChildProcess>(child: T): T => {
  const last = (): void => void child.kill('SIGKILL')
  process.once('exit', last)
  child.once('exit', () => process.removeListener('exit', last))
  return child
}
