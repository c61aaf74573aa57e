import type { WxSwiper } from '../built-in/swiper'
import { button, element } from '../element'
import { api, ApiFailure } from './api'
import { openDialog } from './dialogs'
import type { NetworkCalls } from './request'

interface ChosenFile {
  readonly path: string
  readonly size: number
  readonly file: File
}

const BYTES_SHOWN = 'image/*'

/** Asks for files with the browser's own dialog; none: cancelled. */
const chooseFiles = (accept: string, isMultiple: boolean): Promise<readonly ChosenFile[]> =>
  new Promise((resolve, reject) => {
    const field = document.createElement('input')
    field.type = 'file'
    field.accept = accept
    field.multiple = isMultiple
    field.hidden = true
    field.id = 'phone-files'
    const done = () => {
      const files = [...(field.files ?? [])]
      field.remove()
      if (files.length === 0) return reject(new ApiFailure('cancel'))
      return resolve(
        files.map((file) => ({ path: URL.createObjectURL(file), size: file.size, file })),
      )
    }
    field.addEventListener('change', done)
    field.addEventListener('cancel', done)
    document.body.append(field)
    field.click()
  })

const sizeOf = (src: string): Promise<{ width: number; height: number }> =>
  new Promise((resolve, reject) => {
    const picture = new Image()
    picture.addEventListener('load', () =>
      resolve({ width: picture.naturalWidth, height: picture.naturalHeight }),
    )
    picture.addEventListener('error', () => reject(new ApiFailure('the picture cannot be loaded')))
    picture.src = src
  })

/** Where this machine has a file of the mini-program. */
export const ownFile = (src: string): string =>
  /^(?:[a-z]+:|\/\/)/.test(src) ? src : `/files/${src.replace(/^\//, '')}`

interface Download {
  readonly url: string
  readonly header?: Readonly<Record<string, string>>
}

interface Upload extends Download {
  readonly filePath: string
  readonly name: string
  readonly formData?: Readonly<Record<string, unknown>>
}

/** Pictures and files: shown over the pages, chosen from this machine, sent where requests go. */
export const createMediaApi = (layer: HTMLElement, calls: NetworkCalls) => {
  const preview = (urls: readonly string[], current: number) =>
    openDialog<void>(layer, '图片预览', (close) => {
      const box = element('preview')
      const swiper = document.createElement('wx-swiper') as WxSwiper
      swiper.take('current', current)
      swiper.take('indicatorDots', urls.length > 1)
      swiper.append(
        ...urls.map((url) => {
          const item = document.createElement('wx-swiper-item')
          const picture = document.createElement('img')
          picture.alt = ''
          picture.src = ownFile(url)
          item.append(picture)
          return item
        }),
      )
      box.append(
        swiper,
        button('preview-close', '关闭', () => close()),
      )
      return box
    })
  const chooseImage = async ({ count = 9 }: { count?: number }) => {
    const files = (await chooseFiles(BYTES_SHOWN, count > 1)).slice(0, count)
    return {
      tempFilePaths: files.map(({ path }) => path),
      tempFiles: files.map(({ path, size }) => ({ path, size })),
    }
  }
  return {
    previewImage: api(
      'previewImage',
      ({ urls, current }: { urls: readonly string[]; current?: string | number }) => {
        const index = typeof current === 'number' ? current : urls.indexOf(current ?? '')
        void preview(urls, Math.max(0, index))
      },
    ),
    previewMedia: api(
      'previewMedia',
      ({ sources, current = 0 }: { sources: readonly { url: string }[]; current?: number }) =>
        void preview(
          sources.map(({ url }) => url),
          current,
        ),
    ),
    chooseImage: api('chooseImage', chooseImage),
    chooseMedia: api('chooseMedia', async ({ count = 9 }: { count?: number }) => {
      const files = (await chooseFiles('image/*,video/*', count > 1)).slice(0, count)
      return {
        type: 'mix',
        tempFiles: files.map(({ path, size, file }) => ({
          tempFilePath: path,
          size,
          fileType: file.type.startsWith('video') ? 'video' : 'image',
        })),
      }
    }),
    chooseMessageFile: api('chooseMessageFile', async ({ count = 9 }: { count?: number }) => {
      const files = (await chooseFiles('', count > 1)).slice(0, count)
      return {
        tempFiles: files.map(({ path, size, file }) => ({ path, size, name: file.name })),
      }
    }),
    uploadFile: calls<Upload>(
      'uploadFile',
      async ({ url, filePath, name, formData, header }, send) => {
        const body = new FormData()
        body.append(name, await (await fetch(ownFile(filePath))).blob(), 'file')
        for (const [key, value] of Object.entries(formData ?? {})) body.append(key, String(value))
        const headers = new Headers(header)
        // Only the browser's own says where one part of the body ends.
        headers.delete('content-type')
        return send(url, { method: 'POST', headers, body }, async (response) => ({
          data: await response.text(),
          statusCode: response.status,
        }))
      },
    ),
    downloadFile: calls<Download>('downloadFile', ({ url, header }, send) =>
      send(url, { headers: new Headers(header) }, async (response) => {
        const tempFilePath = URL.createObjectURL(await response.blob())
        return { tempFilePath, filePath: tempFilePath, statusCode: response.status }
      }),
    ),
    getImageInfo: api('getImageInfo', async ({ src }: { src: string }) => ({
      ...(await sizeOf(ownFile(src))),
      path: src,
      orientation: 'up',
      type: 'png',
    })),
    compressImage: api('compressImage', ({ src }: { src: string }) => ({ tempFilePath: src })),
  }
}
