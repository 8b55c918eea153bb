import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Message } from '@chat-view/protocol'
import { runLine } from '../run-line.ts'
import { answer, callTools } from '../scripted-openai/openai-reply.ts'
import type { ServiceRequest } from '../scripted-service/create-scripted-service.ts'
import type { ServiceReply } from '../scripted-service/service-reply.ts'
import { startServerProcess } from '../server-process.ts'
import { startAnsweringOpenAI } from './answering-openai.ts'
import { RestUser } from './rest-user.ts'
import { roomyLimits } from './roomy-limits.ts'

interface Turn {
  readonly role: string
  readonly content: string | null
}

/** Calls the tools that a question names after “call”, then says what came of them. */
const reply = ({ body }: ServiceRequest): ServiceReply => {
  const turns = body.messages as readonly Turn[]
  const last = turns.at(-1)
  const said = last?.content ?? ''
  const names = /^call (.+)$/.exec(said)?.[1]?.split(' ') ?? []
  if (last?.role === 'user' && names.length > 0 && body.tools)
    return callTools(names.map((name, n) => ({ id: `call-${n}`, name, arguments: '{"of":"x"}' })))
  return answer([`Heard: ${said}`])
}

/** A real server whose model calls the tools of a ledger, and a project that lets it. */
export const openToolShop = async () => {
  await using parts = new AsyncDisposableStack()
  const ai = parts.use(await startAnsweringOpenAI())
  ai.service.always(reply)
  const module = fileURLToPath(new URL('ledger-tools.ts', import.meta.url))
  const server = parts.use(
    await startServerProcess({ ...roomyLimits, ...ai.env, AI_TOOLS_MODULE: module, TOOL_LEDGER: '' }),
  )
  // The ledger lies beside the database, whose folder is known only now.
  const ledger = join(server.folder, 'ledger')
  await server.kill('SIGTERM')
  await server.start({ TOOL_LEDGER: ledger })
  const place = { DATABASE_URL: `sqlite:${server.folder}/chat-view.db`, DATA_FOLDER: server.folder }
  const wanted = ['look', 'charge', 'hang'].flatMap(name => ['--tool', name])
  const made = await runLine(['project', 'create', '--name', 'Tools', ...wanted, '--json'], place)
  const { key } = JSON.parse(made.out) as { key: string }
  const owned = parts.move()

  return {
    ai,
    server,
    project: key,
    ledger: async (): Promise<string[]> =>
      (await readFile(ledger, 'utf8').catch(() => '')).split('\n').filter(line => line !== ''),
    restart: () => server.start({ TOOL_LEDGER: ledger }),
    signIn: () => RestUser.signIn(server.url, { project: key }),
    /** A thread with a question, and the answer that runs. */
    async ask(user: RestUser, text: string, more: object = {}) {
      const said = await user.post<{ thread: { id: string }; answer: Message }>('/v1/threads', {
        message: { text, ...more },
      })
      return { thread: said.thread.id, answer: said.answer.id, generation: said.answer.generation?.id ?? '' }
    },
    message: (user: RestUser, id: string) => user.get<Message>(`/v1/messages/${id}`),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

export type ToolShop = Awaited<ReturnType<typeof openToolShop>>
