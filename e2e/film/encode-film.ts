import { readFile, writeFile } from 'node:fs/promises'
import type { Browser } from '@playwright/test'
import type { Take } from './screencast.ts'

/** What the film shows for a while: pictures of one device, with a line of words below. */
export interface Shot extends Take {
  readonly caption: string
}

const width = 1280
const height = 800
const bitsPerSecond = 600_000
const site = 'http://film.localhost'

/**
 * Plays the shots onto a canvas in real time, and writes what the browser's recorder makes of it as WebM (VP9); a
 * poster is the canvas after `posterAt` milliseconds, as PNG.
 */
export async function encodeFilm(
  browser: Browser,
  shots: readonly Shot[],
  to: { readonly film: string; readonly poster: string; readonly posterAt: number },
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.route(`${site}/**`, async route => {
    const [, shot, frame] = new URL(route.request().url()).pathname.split('/')
    const file = shots[Number(shot)]?.frames[Number(frame)]?.file
    await route.fulfill(
      file
        ? { contentType: 'image/jpeg', body: await readFile(file) }
        : { contentType: 'text/html', body: '<!doctype html><title>Film</title>' },
    )
  })
  await page.goto(`${site}/`)
  const times = shots.map(({ caption, duration, frames }) => ({ caption, duration, at: frames.map(({ at }) => at) }))
  const { film, poster } = await page.evaluate(playAndRecord, {
    times,
    width,
    height,
    bitsPerSecond,
    posterAt: to.posterAt,
  })
  await page.close()
  await writeFile(to.film, Buffer.from(film, 'base64'))
  await writeFile(to.poster, Buffer.from(poster, 'base64'))
}

interface Script {
  readonly times: readonly { readonly caption: string; readonly duration: number; readonly at: readonly number[] }[]
  readonly width: number
  readonly height: number
  readonly bitsPerSecond: number
  readonly posterAt: number
}

/** Runs in the page; it has nothing of this module. */
async function playAndRecord({ times, width, height, bitsPerSecond, posterAt }: Script) {
  const captionHeight = 56
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  document.body.append(canvas)
  const context = canvas.getContext('2d') as CanvasRenderingContext2D
  const draw = (picture: ImageBitmap, caption: string) => {
    context.fillStyle = '#e9ebf0'
    context.fillRect(0, 0, width, height)
    const room = height - captionHeight
    const scale = Math.min(width / picture.width, room / picture.height)
    const [shown, tall] = [picture.width * scale, picture.height * scale]
    context.drawImage(picture, (width - shown) / 2, (room - tall) / 2, shown, tall)
    context.fillStyle = '#1a1c21'
    context.fillRect(0, room, width, captionHeight)
    context.fillStyle = '#fff'
    context.font = '20px sans-serif'
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(caption, width / 2, room + captionHeight / 2)
  }
  const base64 = async (blob: Blob): Promise<string> => {
    const reader = new FileReader()
    await new Promise(resolve => {
      reader.onload = resolve
      reader.readAsDataURL(blob)
    })
    return String(reader.result).split(',')[1] ?? ''
  }

  const recorder = new MediaRecorder(canvas.captureStream(30), {
    mimeType: 'video/webm;codecs=vp9',
    videoBitsPerSecond: bitsPerSecond,
  })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const ended = new Promise(resolve => {
    recorder.onstop = resolve
  })
  const pictureOf = async (shot: number, frame: number) =>
    createImageBitmap(await (await fetch(`/${shot}/${frame}`)).blob())
  const until = (time: number) => new Promise(resolve => setTimeout(resolve, Math.max(0, time - performance.now())))

  let poster = ''
  let begin = performance.now()
  const filmBegin = begin
  recorder.start(1000)
  for (const [shot, { caption, duration, at }] of times.entries()) {
    for (const [frame, time] of at.entries()) {
      // A picture that is late is left out, unless it is the last one.
      if (frame < at.length - 1 && begin + (at[frame + 1] ?? 0) < performance.now()) continue
      const picture = await pictureOf(shot, frame)
      await until(begin + time)
      draw(picture, caption)
      picture.close()
      if (!poster && performance.now() - filmBegin >= posterAt) poster = canvas.toDataURL('image/png')
    }
    begin += duration
    await until(begin)
  }
  recorder.stop()
  await ended
  return { film: await base64(new Blob(parts)), poster: (poster || canvas.toDataURL('image/png')).split(',')[1] ?? '' }
}
