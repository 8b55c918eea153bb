import type { AnsweringOpenAI } from './answering-openai.ts'
import { openSdkUser } from './sdk-user.ts'

/** Someone who just chats, whatever others do to the server. */
export interface Bystander {
  /** Stops after the answer that runs now; what went wrong for them meanwhile, nothing if all is well. */
  leave(): Promise<readonly string[]>
  /** Answers that they have read to the end. */
  readonly read: number
}

/** Asks one question after the other over one connection, and compares each answer with what the service said. */
export const openBystander = async (url: string, ai: AnsweringOpenAI): Promise<Bystander> => {
  const user = openSdkUser(url)
  await user.chat.connect()
  const troubles: string[] = []
  let read = 0
  let over = false
  const unlisten = user.chat.$connection.listen(({ state }) => troubles.push(`the connection was ${state}`))
  const chatting = (async () => {
    const thread = user.chat.thread()
    while (!over) {
      let text = ''
      for await (const piece of thread.send(`Question ${read}`)) text += piece
      if (!ai.answers.includes(text)) troubles.push(`answer ${read} was another`)
      read++
    }
  })().catch(error => troubles.push(String(error)))
  return {
    get read() {
      return read
    },
    async leave() {
      over = true
      await chatting
      unlisten()
      await user[Symbol.asyncDispose]()
      return troubles
    },
  }
}
