import { type Interest, type Subscriber, subscribers } from './outbox-store.ts'

const interestedIn = (...interests: Interest[]): readonly Subscriber[] =>
  (Object.keys(subscribers) as Subscriber[]).filter(name => interests.includes(subscribers[name]))

/** Who hears of a change, by the most that can be said of it (ST7). */
export const hearers: Readonly<Record<Interest, readonly Subscriber[]>> = {
  change: interestedIn('change'),
  activity: interestedIn('change', 'activity'),
  'untitled activity': interestedIn('change', 'activity', 'untitled activity'),
}
