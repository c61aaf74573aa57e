const tracker = requirePlugin('coupon-tracker')

type Report = Parameters<Parameters<typeof tracker.onReport>[0]>[0]

const KEPT = 60
const reports: Report[] = []

/** The last outcomes since the launch, newest first, so that the inspector also shows what came before it opened. */
export const reportLog = {
  all: (): readonly Report[] => reports,
  start(): void {
    tracker.onReport((report) => {
      reports.unshift(report)
      reports.splice(KEPT)
    })
  },
}
