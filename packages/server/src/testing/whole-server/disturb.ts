import type { TcpProxy } from '../tcp-proxy.ts'
import type { SeededRandom } from './seeded-random.ts'

const faults = ['drop', 'cut', 'stall', 'refuse'] as const

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const doOne = async (proxy: TcpProxy, random: SeededRandom): Promise<void> => {
  switch (random.pick(faults)) {
    case 'drop':
      return proxy.drop()
    case 'cut':
      return proxy.dropAfter(random.below(600))
    case 'stall':
      proxy.setMode('stall')
      await pause(random.below(250))
      if (random.below(2) === 0) proxy.drop()
      return proxy.setMode('pass')
    case 'refuse':
      proxy.setMode('refuse')
      proxy.drop()
      await pause(random.below(150))
      return proxy.setMode('pass')
  }
}

/**
 * Disturbs what passes a proxy, `most` times at most, until it is over. The pauses only spread the faults over what
 * goes on; nothing waits for them. `again` is called after some of them, as when a device hears that its network is back.
 */
export const disturb = async (
  proxy: TcpProxy,
  random: SeededRandom,
  { most, over, again }: { readonly most: number; readonly over: () => boolean; readonly again: () => void },
): Promise<number> => {
  let done = 0
  while (done < most && !over()) {
    await pause(random.below(120))
    if (over()) break
    await doOne(proxy, random)
    done++
    if (random.below(4) > 0) again()
  }
  proxy.setMode('pass')
  return done
}
