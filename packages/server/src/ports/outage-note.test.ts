import { expect, it } from 'vitest'
import { createRecordingLogger } from '../testing/recording-logger.ts'
import { CodedError } from './coded-error.ts'
import { noteFailure, OutageNote } from './outage-note.ts'

it('OP2 what fails again and again is told when it begins to, and when it works again', () => {
  const logger = createRecordingLogger()
  const note = new OutageNote(logger, { fails: 'it fails', works: 'it works' })
  note.worked()
  for (let n = 0; n < 50; n++) note.failed(new Error('away'))
  expect(logger.told).toEqual(['warn: it fails'])
  note.worked()
  note.worked()
  note.failed(new Error('away'))
  expect(logger.told).toEqual(['warn: it fails', 'info: it works', 'warn: it fails'])
})

it('OP2 a store that is away is told by who looks at it, and not by everybody who meets it', () => {
  const logger = createRecordingLogger()
  noteFailure(logger, {}, new CodedError('store_unavailable'), 'no news')
  noteFailure(logger, {}, new Error('a mistake'), 'news')
  expect(logger.told).toEqual(['warn: news'])
})
