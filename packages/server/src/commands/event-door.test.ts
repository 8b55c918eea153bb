import { doorContract } from '../testing/command-cases/door-contract.ts'
import { openEventRoom } from '../testing/command-cases/open-event-room.ts'

doorContract('the event stream', async () => {
  const { room, events } = await openEventRoom()
  return { room, door: events }
})
