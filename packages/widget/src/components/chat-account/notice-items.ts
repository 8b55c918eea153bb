import { deviceStorage } from '../../controllers/device-storage.ts'
import type { MenuItem } from '../../controllers/menu-controller.ts'
import { type NoticeName, setNotice, wantsNotice } from '../../controllers/notices/notice-settings.ts'
import { playSound } from '../../controllers/notices/play-sound.ts'
import { noticesWanted } from '../../controllers/notices/start-notices.ts'
import type { Icon } from '../../icons/icon.ts'
import { soundIcon, titleIcon } from '../../icons/notices.ts'
import type { Localisation } from '../../locales/localisation.ts'

const drawings: Readonly<Record<NoticeName, Icon>> = { sound: soundIcon, title: titleIcon }

/** Switches for what tells of an answer while one looks elsewhere; none where they could not be kept (EM6). */
export function noticeItems(words: Localisation): readonly MenuItem[] {
  if (!deviceStorage()) return []
  const item = (name: NoticeName): MenuItem => {
    const checked = wantsNotice(name)
    const choose = (): void => {
      if (!setNotice(name, !checked) || checked) return
      noticesWanted()
      // So that one knows what to listen for.
      if (name === 'sound') playSound().catch(() => {})
    }
    return { label: words.text(`notices.${name}`), drawing: drawings[name], choose, checked }
  }
  return [item('sound'), item('title')]
}
