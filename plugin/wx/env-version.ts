import { attempt } from '../attempt'

/** In which version the host mini-program runs; 'release' where that cannot be had (it exists since 2.10.0). */
export const envVersion = (): 'develop' | 'trial' | 'release' =>
  attempt(() => wx.getAccountInfoSync().miniProgram.envVersion) ?? 'release'
