import type { ReactiveControllerHost } from 'lit'
import { MenuController } from './menu-controller.ts'
import { RenameField } from './rename-field.ts'
import { type ActedThread, ThreadActions, type ThreadActionsPlace } from './thread-actions.ts'

/** What the head of a conversation and the rows of the list share: a menu, what its items do, and renaming in place. */
export class ThreadTools {
  readonly menu: MenuController
  readonly actions: ThreadActions
  readonly rename: RenameField

  /** `renamed` puts the focus back once the field is gone. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    place: Omit<ThreadActionsPlace, 'rename'>,
    renamed: (thread: ActedThread) => void,
  ) {
    this.menu = new MenuController(host)
    this.actions = new ThreadActions({ ...place, rename: thread => this.rename.open(thread) })
    this.rename = new RenameField(host, (thread, title) => this.actions.rename(thread, title), renamed)
  }
}
