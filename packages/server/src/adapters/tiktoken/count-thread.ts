import { parentPort } from 'node:worker_threads'
import { type CountQuestion, createCountEngine } from './count-engine.ts'

const count = createCountEngine()

parentPort?.on('message', (question: CountQuestion) => parentPort?.postMessage(count(question)))
