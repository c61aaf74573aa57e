import { check, pipe, string } from 'valibot'

/**
 * The vendor's `string(n)`: n counts bytes of UTF-8, not characters (`string(48)` is "16 个汉字").
 * `""` passes: in an overlay it clears the field.
 * Source: WeChat 管理卡券, 更改卡券信息; notes 3.
 */
export const upToBytes = (limit: number) =>
  pipe(
    string(),
    check((value) => Buffer.byteLength(value) <= limit, `at most ${limit} bytes in UTF-8`),
  )
