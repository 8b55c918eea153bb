import { serveWriter } from '../writer-thread.ts'
import { openInspector } from './inspector.ts'

serveWriter<string>(openInspector)
