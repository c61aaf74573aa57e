import type { CompileFault } from '../compiled'

/** Says in words, in place of the pages, why the mini-program does not run. */
export const showFault = ({ file, message }: CompileFault) => {
  const box = document.createElement('section')
  box.className = 'fault'
  const title = document.createElement('h2')
  title.textContent = 'The mini-program does not run 小程序无法运行'
  const where = document.createElement('p')
  where.textContent = file
  const what = document.createElement('pre')
  what.textContent = message
  const hint = document.createElement('p')
  hint.textContent = 'Mend it and reload this page. 修改后刷新页面。'
  box.append(title, where, what, hint)
  document.getElementById('phone-pages')?.replaceChildren(box)
}
