export { ChatScreen, type ShownConnection } from './chat-screen.ts'
export type { LocatorLike } from './locator-like.ts'
export { MessageScreen } from './message-screen.ts'
export type { ScreenLine } from './screen-line.ts'
export {
  type MatchedScreen,
  type MatcherOptions,
  type ScreenMatchers,
  screenMatchers,
  type TitledRow,
} from './screen-matchers.ts'
export type { ScreenOptions } from './screen-options.ts'
export { type ThreadLine, ThreadListScreen } from './thread-list-screen.ts'
