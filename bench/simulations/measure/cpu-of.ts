import { readFileSync } from 'node:fs'

/** Microseconds of CPU that a process has used, all its threads together; in steps of ten milliseconds. Linux alone. */
export const cpuOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [, , , , , , , , , , , user = '0', system = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(user) + Number(system)) * 10_000
}
