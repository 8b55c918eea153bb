import { expect, test } from 'vitest'
import { setScene } from '../testing/command-cases/scene.ts'
import { openTempStore } from '../testing/open-temp-store.ts'
import { openTestRoom } from '../testing/test-room.ts'

test('CV4 a project says how many earlier texts of a message are kept; the original stays', async () => {
  const room = await openTestRoom(await openTempStore(), { settings: { editsKept: 2 } })
  try {
    const { act, end, question, owner } = await setScene(room)
    for (const text of ['Two', 'Three', 'Four']) {
      const { answer } = await act('editMessage', { message: question, text })
      await end(answer)
    }
    const { principal } = await room.authenticator.authenticate(owner.token)
    const edits = await room.reads.listEdits(principal, question)
    expect(edits.map(({ before }) => before)).toEqual(['How do ships float?', 'Three'])
  } finally {
    await room.close()
  }
})
