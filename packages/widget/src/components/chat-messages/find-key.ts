import type { OnWant } from '../../controllers/on-want.ts'
import type { FindBar } from './find-bar.ts'

/**
 * What Ctrl or Cmd and F do in a thread. False: the browser's own search is what is wanted, which it is also where ours
 * could not be loaded; it is asked for again by each press (UX4). The press that finds that out is answered by `missing`.
 */
export const findKey = (
  bar: Pick<OnWant<Pick<FindBar, 'show'>>, 'loaded' | 'load'>,
  missing: () => void,
): (() => boolean) => {
  let failed = false
  return () => {
    if (bar.loaded) return bar.loaded.show()
    const browsers = failed
    bar.load().then(
      loaded => browsers || loaded.show(),
      () => {
        failed = true
        if (!browsers) missing()
      },
    )
    return !browsers
  }
}
