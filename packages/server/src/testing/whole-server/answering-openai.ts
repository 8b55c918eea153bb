import { createScriptedOpenAI, type ScriptedOpenAI } from '../scripted-openai/create-scripted-openai.ts'
import { answer } from '../scripted-openai/openai-reply.ts'
import type { ServiceRequest } from '../scripted-service/create-scripted-service.ts'
import type { ServiceReply } from '../scripted-service/service-reply.ts'
import { cutAnywhere, hardText } from './hard-text.ts'
import { seededRandom } from './seeded-random.ts'

/** How the scripted service speaks. */
export interface Speech {
  /** Words of each answer; default 60. */
  readonly words?: number
  /** Milliseconds between two pieces; default 4. */
  readonly pace?: number
}

/** A scripted service that answers every request with a text of its own, and goes on with a text that it gave. */
export interface AnsweringOpenAI extends AsyncDisposable {
  readonly service: ScriptedOpenAI
  /** All answers it ever gave or began, whole. */
  readonly answers: readonly string[]
  /** The environment that makes a server ask it. */
  readonly env: Record<string, string>
  /** How it speaks from now on. */
  speak(speech: Speech): void
}

interface Turn {
  readonly role: string
  readonly content: string
}

/** Its own text that it is asked to go on with. */
const begunText = ({ body }: ServiceRequest): string | null => {
  const turns = body.messages as readonly Turn[]
  const [last, ask] = turns.slice(-2)
  return last?.role === 'assistant' && ask?.content.startsWith('Continue') ? last.content : null
}

/** Starts one on a free port of this machine. */
export const startAnsweringOpenAI = async (given: Speech = {}): Promise<AnsweringOpenAI> => {
  const service = await createScriptedOpenAI()
  const answers: string[] = []
  let speech = given

  const reply = (request: ServiceRequest): ServiceReply => {
    const { words = 60, pace = 4 } = speech
    const random = seededRandom(service.requests.length * 7919)
    const begun = begunText(request)
    const known = begun === null ? undefined : answers.find(text => text.startsWith(begun))
    if (known === undefined) answers.push(hardText(random, words))
    const whole = known ?? answers.at(-1) ?? ''
    const pieces = cutAnywhere(random, whole.slice(known === undefined ? 0 : begun?.length), 24)
    return answer(pieces, { pace, packet: 16 + random.below(200) })
  }
  service.always(reply)

  return {
    service,
    answers,
    env: {
      AI_PROVIDER: 'openai',
      AI_MODEL: 'scripted-1',
      OPENAI_API_KEY: 'sk-scripted',
      OPENAI_BASE_URL: service.baseURL,
    },
    speak: next => {
      speech = next
    },
    [Symbol.asyncDispose]: () => service.close(),
  }
}
