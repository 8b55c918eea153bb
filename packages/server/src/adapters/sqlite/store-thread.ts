import { openStoreEngine, type StoreEngineData } from './store-engine.ts'
import { serveWriter } from './writer-thread.ts'

serveWriter<StoreEngineData>(openStoreEngine)
