const member = {
  open_id: 'oDemo-ShanLan-00000000000001',
  user_id: '548019854034',
  tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
}

/**
 * A real shop calls `wx.login`, sends the code to its own server and gets the open_id back.
 * This demo has no server, so the session is a local one; it is just as asynchronous.
 */
export const login = async () => member
