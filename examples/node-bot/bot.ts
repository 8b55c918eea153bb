import { ChatError, createChat } from '@chat-view/sdk'

const { CHAT_SERVER = 'http://127.0.0.1:3000', CHAT_PROJECT = 'pk_demo' } = process.env
const question = process.argv.slice(2).join(' ') || 'What can you do?'

const chat = createChat({ server: CHAT_SERVER, project: CHAT_PROJECT })
try {
  await chat.connect() // throws where this server, project or user is refused
  const answer = chat.thread().send(question)
  for await (const text of answer) process.stdout.write(text)
  const { generation } = await answer.done
  process.stdout.write(`\n(${generation?.state}, ${generation?.end?.usage?.output ?? '?'} tokens)\n`)
} catch (error) {
  console.error(error instanceof ChatError ? `No answer: ${error.code}` : error)
  process.exitCode = 1
} finally {
  await chat.close()
}
