import { doorContract } from '../testing/command-cases/door-contract.ts'
import { openSocketRoom } from '../testing/command-cases/open-socket-room.ts'

doorContract('the socket', async () => {
  const { room, socket } = await openSocketRoom()
  return { room, door: socket }
})
