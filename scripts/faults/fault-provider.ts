import { createScriptedOpenAI } from '../../packages/server/src/testing/scripted-openai/create-scripted-openai.ts'
import { answer } from '../../packages/server/src/testing/scripted-openai/openai-reply.ts'
import type { ServiceRequest } from '../../packages/server/src/testing/scripted-service/create-scripted-service.ts'
import type { ServiceReply } from '../../packages/server/src/testing/scripted-service/service-reply.ts'
import { cutAnywhere, hardText } from '../../packages/server/src/testing/whole-server/hard-text.ts'
import { seededRandom } from '../../packages/server/src/testing/whole-server/seeded-random.ts'

/** A provider that answers each question with a text of its own, slowly, and goes on with what it has begun. */
export interface FaultProvider extends AsyncDisposable {
  /** The environment that makes a server ask it. */
  readonly env: Readonly<Record<string, string>>
  /** Tells of each call for an answer in talks whose names begin with `name`: the talk, and all that it is told. */
  hear(name: string, heard: (topic: string, text: string) => void): Disposable
}

/** Talks of one run. */
interface Hearing {
  readonly name: string
  readonly heard: (topic: string, text: string) => void
  /** What it said in them. */
  readonly said: string[]
}

interface Turn {
  readonly role: string
  readonly content: string
}

const mark = /\[ask (\S+) \d+\]/

const hashOf = (topic: string): number =>
  [...topic].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7)

/** A question about a topic, by which its answers are told apart. */
export const questionOf = (topic: string, number: number): string => `[ask ${topic} ${number}] Tell me more.`

/** Starts it on a free port of this machine. */
export const startFaultProvider = async (): Promise<FaultProvider> => {
  const service = await createScriptedOpenAI()
  const hearings = new Set<Hearing>()
  const provider: FaultProvider = {
    hear(name, heard) {
      const hearing = { name, heard, said: [] }
      hearings.add(hearing)
      return { [Symbol.dispose]: () => void hearings.delete(hearing) }
    },
    env: {
      AI_PROVIDER: 'openai',
      AI_MODEL: 'scripted-1',
      AI_RETRIES: '0',
      OPENAI_API_KEY: 'sk-scripted',
      OPENAI_BASE_URL: service.baseURL,
    },
    [Symbol.asyncDispose]: () => service.close(),
  }

  service.always(({ body }: ServiceRequest): ServiceReply => {
    const turns = body.messages as readonly Turn[]
    const [last, before] = [turns.at(-1), turns.at(-2)]
    const begun = before?.role === 'assistant' && last?.content.startsWith('Continue') ? before.content : null
    const topic = turns.findLast(({ role, content }) => role === 'user' && mark.test(content))?.content.match(mark)?.[1]
    // A title, or what could be asked next.
    if (topic === undefined || (begun === null && !last?.content.startsWith('[ask '))) return answer(['A talk'])
    const hearing = [...hearings].find(({ name }) => topic.startsWith(`${name}-`))
    const said = hearing?.said ?? []
    const random = seededRandom(said.length * 7919 + hashOf(topic))
    const known = begun === null ? undefined : said.find(text => text.startsWith(begun))
    const whole = known ?? hardText(random, 20 + random.below(80))
    if (known === undefined) said.push(whole)
    hearing?.heard(topic, whole)
    const pieces = cutAnywhere(random, whole.slice(known === undefined ? 0 : begun?.length), 24)
    return answer(pieces, { pace: 20 + random.below(30), packet: 64 + random.below(400) })
  })
  return provider
}
