import { TmplGroup } from 'glass-easel-template-compiler'

/** One page's template as WeChat's framework takes it. */
export const compileTemplate = (path: string, wxml: string) => {
  const group = new TmplGroup()
  group.addTmpl(path, wxml)
  // oxlint-disable-next-line no-implied-eval -- the compiled templates are code
  const groupList = new Function(`return ${group.getTmplGenObjectGroups()}`)() as Record<
    string,
    never
  >
  return { groupList, content: groupList[path] as never }
}
