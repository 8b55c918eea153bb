import type { GalleryFrame, GalleryState } from './gallery-state.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** One picture of a state: its file's name, and how the page is set up for it. */
export interface Picture {
  /** Relative to `docs/gallery`. */
  readonly file: string
  readonly device: 'desktop' | 'phone'
  readonly look: 'light' | 'dark' | 'rtl' | 'forced'
}

/** The window of a picture, in CSS pixels. */
export const windowOf = (frame: GalleryFrame, device: Picture['device']): Size => {
  if (device === 'phone') return { width: 375, height: 667 }
  if (frame === 'popup') return { width: 460, height: 760 }
  return frame === 'page' ? { width: 1080, height: 680 } : { width: 720, height: 560 }
}

/** The pictures of a state: both themes on both devices, and what it asks for beyond. */
export const picturesOf = (state: GalleryState): readonly Picture[] => {
  const devices = (['desktop', 'phone'] as const).filter(device => (state.only ?? device) === device)
  const [first = 'desktop'] = devices
  const looks: readonly (readonly [Picture['device'], Picture['look']])[] = [
    ...devices.flatMap(device => [[device, 'light'] as const, [device, 'dark'] as const]),
    ...(state.rightToLeft ? [[first, 'rtl'] as const] : []),
    ...(state.forcedColours ? [[first, 'forced'] as const] : []),
  ]
  return looks.map(([device, look]) => ({ file: `${state.name}-${device}-${look}.png`, device, look }))
}
