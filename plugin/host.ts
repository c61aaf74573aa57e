/**
 * The merchant's own constructors and options, typed with whatever version of miniprogram-api-typings the merchant has
 * (3.12 to 5.2, or none): what a version lacks becomes `any` there instead of an error. Such a comment covers one line,
 * so each type that names WeChat's namespace stands on one.
 */
// oxlint-disable typescript/ban-ts-comment, typescript/prefer-ts-expect-error

interface PageExtra {
  /** What the page is called, unless `setPageTitle` says better. */
  page_title?: string
}
interface ComponentExtra {
  /** Default: the component's path. */
  component_name?: string
}

// prettier-ignore
/** @ts-ignore missing without typings */
type Any = WechatMiniprogram.IAnyObject
// prettier-ignore
/** @ts-ignore missing before 4.0 */
type Behaviors = WechatMiniprogram.Component.BehaviorOption
// prettier-ignore
/** @ts-ignore missing before 4.0 */
type Component4 = <D extends WechatMiniprogram.Component.DataOption, P extends WechatMiniprogram.Component.PropertyOption, M extends WechatMiniprogram.Component.MethodOption, B extends WechatMiniprogram.Component.BehaviorOption, I extends Any = {}, IsPage extends boolean = false>(options: WechatMiniprogram.Component.Options<D, P, M, B, I, IsPage>, extra?: ComponentExtra) => WechatMiniprogram.Component.Options<D, P, M, B, I, IsPage>
// prettier-ignore
/** @ts-ignore another number of parameters from 4.0 on */
type Component3 = <D extends WechatMiniprogram.Component.DataOption, P extends WechatMiniprogram.Component.PropertyOption, M extends WechatMiniprogram.Component.MethodOption, I extends Any = {}, IsPage extends boolean = false>(options: WechatMiniprogram.Component.Options<D, P, M, I, IsPage>, extra?: ComponentExtra) => WechatMiniprogram.Component.Options<D, P, M, I, IsPage>
export type ObserveComponent = { b: Behaviors } extends { b: { none: 0 } } ? Component3 : Component4

// prettier-ignore
/** @ts-ignore missing without typings */
export type ObservePage = <D extends WechatMiniprogram.Page.DataOption, C extends WechatMiniprogram.Page.CustomOption>(options: WechatMiniprogram.Page.Options<D, C>, extra?: PageExtra) => WechatMiniprogram.Page.Options<D, C>

// prettier-ignore
/** @ts-ignore missing without typings */
type AppThis<T, R> = WechatMiniprogram.App.Option & ([R] extends [undefined] ? T : NonNullable<R>)
// prettier-ignore
/** @ts-ignore missing without typings */
export type ObserveApp = <T extends Any, R = undefined>(options: Partial<WechatMiniprogram.App.Option> & T & ThisType<AppThis<T, R>>) => [R] extends [undefined] ? WechatMiniprogram.App.Options<T> : R

/** Constructor in, the same constructor out. */
export type Wrap = <C extends (...options: never[]) => unknown>(original: C) => C
