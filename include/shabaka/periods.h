/**
 * @file periods.h
 * Time in periods: days, ISO weeks, months, quarters, years, or what lies between dates.
 */
#ifndef SHABAKA_PERIODS_H
#define SHABAKA_PERIODS_H

#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum shb_period_kind {
    SHB_PERIOD_DAY,
    SHB_PERIOD_WEEK, /**< from Monday, ISO 8601 */
    SHB_PERIOD_MONTH,
    SHB_PERIOD_QUARTER,
    SHB_PERIOD_YEAR,
    SHB_PERIOD_CUTS /**< before the first date, from each date on to the day before the
                         next, from the last on */
} shb_period_kind;

enum { SHB_MOST_CUTS = 255 };

typedef struct shb_periods {
    shb_period_kind kind;
    uint32_t cuts[SHB_MOST_CUTS]; /**< yyyymmdd, ascending */
    size_t n_cuts;
} shb_periods;

/** "day", "week", "month", "quarter", "year" or "YYYY-MM-DD,...". False: none of these.
 */
SHB_API bool shb_periods_parse(const char *text, shb_periods *out);

/** The number of the period that a date (yyyymmdd, not 0) lies in; the next one's is one
 * more. */
SHB_API int32_t shb_period_of(const shb_periods *periods, uint32_t date);

/** Its first and last day as yyyymmdd, 0 where it is open. */
SHB_API void shb_period_days(const shb_periods *periods, int32_t number, uint32_t *first,
                             uint32_t *last);

/** "2015-01-31", "2015-W05", "2015-01", "2015-Q1", "2015"; of cuts the first day, or
 * "before-2015-01-01". */
SHB_API void shb_period_name(const shb_periods *periods, int32_t number, char out[32]);

#ifdef __cplusplus
}
#endif
#endif
