import { check, type InferOutput, object, optional, pipe, rawCheck } from 'valibot'
import { Cart } from '../embedded/cart'
import { id } from '../embedded/id'

const fields = object({
  ...Cart.entries,
  user_id: optional(
    pipe(
      id,
      check((value) => /^\d+$/.test(value), 'digits: a bigint'),
    ),
  ),
  user_code: optional(id),
})

/**
 * Whose coupons, on which cart. One of `user_id` and `user_code` must be there.
 * Source: zvcms API 2.0, 7.4.6 筛选用户可用优惠券, 请求参数.
 */
export const UseCouponRequest = pipe(
  fields,
  rawCheck<InferOutput<typeof fields>>(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const { user_id, user_code } = dataset.value
    if (user_id !== undefined || user_code !== undefined) return
    addIssue({
      message: 'one of user_id and user_code',
      path: [
        {
          type: 'object',
          origin: 'value',
          input: dataset.value,
          key: 'user_id',
          value: undefined,
        },
      ],
    })
  }),
)
export type UseCouponRequest = InferOutput<typeof UseCouponRequest>
