import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinTopics, packTopic, unpackCursor } from './event-cursor.ts'

const place = fc.record({
  message: fc.uuid(),
  generation: fc.uuid(),
  part: fc.nat(10_000),
  offset: fc.nat(1_000_000),
})
const topic = fc.record({
  key: fc.oneof(fc.uuid(), fc.constant('feed')),
  seq: fc.option(fc.nat()),
  live: fc.array(place, { maxLength: 3 }),
})

it('RT12.1 a cursor gives back the places that it was made of, and fits in a header', () => {
  fc.assert(
    fc.property(fc.array(topic, { maxLength: 5 }), topics => {
      const cursor = joinTopics(topics.map(packTopic))
      expect(cursor).toMatch(/^[\w.,-]+$/)
      expect(unpackCursor(cursor)).toEqual(topics)
    }),
  )
})

it('SE10 whatever else is given as a cursor is refused, or is one', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        unpackCursor(`1,${text}`)
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid_cursor' })
      }
    }),
  )
})
