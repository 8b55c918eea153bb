import { busContract } from '../../testing/bus-contract/bus-contract.ts'
import { createMemoryBus } from './memory-bus.ts'

busContract('the bus of one process', async onError => {
  const bus = createMemoryBus(onError)
  return { bus, dispose: () => bus.close() }
})
