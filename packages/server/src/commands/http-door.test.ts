import { doorContract } from '../testing/command-cases/door-contract.ts'
import { httpDoor } from '../testing/command-cases/http-door.ts'
import { openHttpRoom } from '../testing/open-http-room.ts'

doorContract('HTTP', async () => {
  const http = await openHttpRoom()
  return { room: http.room, door: httpDoor(http) }
})
