import { observable, runInAction } from 'mobx-miniprogram'
import { type Branch, findBranch } from '../shop/branches'

const KEY = 'branch'

const chosen = observable.box<Branch>(findBranch(wx.getStorageSync(KEY)), { deep: false })

/** The store that the user orders from, remembered over a restart. */
export const branchStore = {
  current: (): Branch => chosen.get(),
  choose(branch_id: string): void {
    wx.setStorageSync(KEY, branch_id)
    runInAction(() => chosen.set(findBranch(branch_id)))
  },
}
